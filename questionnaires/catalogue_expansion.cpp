#include "questionnaires/catalogue_expansion.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/base/nearest.hpp"
#include "engine/estimation/derived_expression.hpp"
#include "engine/expression/written_names.hpp"
#include "questionnaires/codes.hpp"

namespace sondeo::questionnaires {

namespace {

const StandardConstruct* find_standard(const CatalogueEntry& entry, const std::string& id) {
  const auto found = std::find_if(entry.constructs.begin(), entry.constructs.end(),
                                  [&](const StandardConstruct& each) { return each.id.text == id; });
  return found == entry.constructs.end() ? nullptr : &*found;
}

const CatalogueFigure* find_figure(const CatalogueEntry& entry, const std::string& id) {
  const auto found = std::find_if(entry.figures.begin(), entry.figures.end(),
                                  [&](const CatalogueFigure& each) { return each.indicator.id.text == id; });
  return found == entry.figures.end() ? nullptr : &*found;
}

/// The names of an expression of the catalogue, which uses no patterns.
std::vector<std::string> names_of(const Written& expression) {
  std::vector<std::string> names;
  for (const auto& name : expression::written_names(expression::parse(expression))) {
    names.push_back(std::get<std::string>(name));
  }
  return names;
}

/// The expressions that are of the base's level; with events the numerator is of theirs.
std::vector<const Written*> base_expressions(const Indicator& indicator) {
  std::vector<const Written*> expressions;
  for (const auto* expression : {&indicator.denominator, &indicator.universe, &indicator.categories}) {
    if (*expression) expressions.push_back(&**expression);
  }
  if (indicator.numerator && !indicator.events) expressions.push_back(&*indicator.numerator);
  return expressions;
}

bool asked_all(const std::optional<AgeRange>& wanted, const std::optional<AgeRange>& asked) {
  if (!wanted || !asked) return true;
  if (wanted->from < asked->from) return false;
  return !asked->to || (wanted->to && *wanted->to <= *asked->to);
}

void add_new(std::vector<std::string>& names, const std::string& name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

std::string joined(const std::vector<std::string>& names) {
  return fmt::format("{}", fmt::join(names, ", "));
}

/// The first of many names; how many there are besides.
std::string first_of(const std::vector<std::string>& names) {
  constexpr std::size_t kMostNamed = 6;
  if (names.size() <= kMostNamed) return joined(names);
  const std::vector<std::string> first(names.begin(), names.begin() + kMostNamed);
  return fmt::format("{}, ... (+{})", joined(first), names.size() - kMostNamed);
}

[[noreturn]] void refuse(const std::vector<FigureStatus>& figures, const Written& asked) {
  std::vector<std::string> missing;
  bool no_level = false;
  for (const FigureStatus& figure : figures) {
    for (const std::string& name : figure.missing) add_new(missing, name);
    no_level = no_level || (figure.missing.empty() && !figure.of_other_ages);
  }
  const std::string next = fmt::format("sondeo indicators {}", asked.text);
  if (no_level) throw Error({code::kCatalogueNoLevel, {{"indicator", asked.text}}, asked.place, {}, next});
  if (missing.empty())
    throw Error({code::kCatalogueAges, {{"indicator", asked.text}}, asked.place, {}, next});
  throw Error({code::kCatalogueMissing,
               {{"indicator", asked.text}, {"constructs", first_of(missing)}},
               asked.place,
               {},
               next});
}

/// One warning for the forms of which no figure is computed.
void warn_of_forms(const CatalogueEntry& entry, const std::vector<FigureStatus>& figures,
                   const Written& asked, Diagnostics& findings) {
  std::set<std::string> computed;
  for (std::size_t i = 0; i < figures.size(); ++i) {
    if (figures[i].computable()) computed.insert(entry.figures[i].form);
  }
  std::vector<std::string> forms;
  std::vector<std::string> missing;
  for (std::size_t i = 0; i < figures.size(); ++i) {
    const bool only_ages = figures[i].missing.empty();  // said by the binding itself
    if (only_ages || computed.contains(entry.figures[i].form)) continue;
    add_new(forms, entry.figures[i].form);
    for (const std::string& name : figures[i].missing) add_new(missing, name);
  }
  if (forms.empty()) return;
  findings.push_back(
      {code::kCatalogueForms,
       {{"indicator", asked.text}, {"forms", joined(forms)}, {"constructs", first_of(missing)}},
       asked.place,
       {},
       fmt::format("sondeo indicators {}", entry.id)});
}

std::optional<Written> both(const std::optional<Written>& ours, const std::optional<Written>& theirs) {
  if (!theirs) return ours;
  if (!ours) return theirs;
  return Written{fmt::format("({}) and ({})", theirs->text, ours->text), theirs->place};
}

}  // namespace

CatalogueExpansion::CatalogueExpansion(Instrument& instrument, DefinedNames& names)
    : instrument_(instrument), names_(names) {
  for (const CatalogueBinding& binding : instrument.bindings) {
    for (const Written& id : binding.ids) {
      if (find_catalogue_entry(id.text) != nullptr) continue;
      throw Error({code::kCatalogueUnknown,
                   {{"indicator", id.text}},
                   id.place,
                   nearest_names(id.text, catalogue_ids()),
                   "sondeo indicators"});
    }
  }
}

const CatalogueBinding* CatalogueExpansion::binding_of(const CatalogueEntry& entry) const {
  const CatalogueBinding* last = nullptr;  // the study's own stand behind the instrument's
  for (const CatalogueBinding& binding : instrument_.bindings) {
    for (const Written& id : binding.ids) {
      if (find_catalogue_entry(id.text) == &entry) last = &binding;
    }
  }
  return last;
}

void CatalogueExpansion::collect_missing(const CatalogueEntry& entry, const Written& expression,
                                         Missing& missing) const {
  for (const std::string& name : names_of(expression)) {
    if (!names_.find(name).empty()) continue;
    const StandardConstruct* standard = find_standard(entry, name);
    if (standard != nullptr && standard->expression) {
      collect_missing(entry, *standard->expression, missing);
    } else {
      add_new(missing, name);
    }
  }
}

/// The names of the study that an expression of the catalogue comes down to.
void CatalogueExpansion::collect_roots(const CatalogueEntry& entry, const Written& expression,
                                       std::vector<std::string>& names) const {
  for (const std::string& name : names_of(expression)) {
    const StandardConstruct* standard = find_standard(entry, name);
    if (names_.find(name).empty() && standard != nullptr && standard->expression) {
      collect_roots(entry, *standard->expression, names);
    } else {
      add_new(names, name);
    }
  }
}

std::string CatalogueExpansion::level_knowing(const CatalogueEntry& entry,
                                              const std::vector<const Written*>& expressions) const {
  std::vector<std::string> names;
  for (const Written* expression : expressions) collect_roots(entry, *expression, names);
  return names_.level_knowing(names);
}

/// Events are of the level that knows the numerator; their base is the level above, unless the binding says
/// another.
std::string CatalogueExpansion::level_of(const CatalogueEntry& entry, const CatalogueFigure& figure) const {
  const CatalogueBinding* binding = binding_of(entry);
  const Indicator& indicator = figure.indicator;
  if (indicator.events) {
    const std::string events = level_knowing(entry, {&*indicator.numerator});
    std::string above = names_.parent_of(events);
    if (binding == nullptr || binding->level.empty()) return above;
    return !above.empty() && names_.reaches(above, binding->level) ? binding->level : std::string();
  }
  std::string known = level_knowing(entry, base_expressions(indicator));
  if (binding == nullptr || binding->level.empty()) return known;
  // What is of events stays there.
  return names_.reaches(binding->level, known) ? binding->level : known;
}

FigureStatus CatalogueExpansion::status_of(const CatalogueEntry& entry, const CatalogueFigure& figure) const {
  FigureStatus status;
  status.id = figure.indicator.id.text;
  const CatalogueBinding* binding = binding_of(entry);
  status.of_other_ages = binding != nullptr && !asked_all(figure.ages, binding->ages);
  for (const Written* expression : base_expressions(figure.indicator)) {
    collect_missing(entry, *expression, status.missing);
  }
  if (figure.indicator.events) collect_missing(entry, *figure.indicator.numerator, status.missing);
  if (status.missing.empty()) status.level = level_of(entry, figure);
  return status;
}

FigureStatus CatalogueExpansion::status_of(const CatalogueEntry& entry,
                                           const estimation::DerivedSpec& derived) const {
  FigureStatus status;
  status.id = derived.id.text;
  const auto expression = estimation::parse_derived(derived.expression);
  for (const auto& reference : expression.references()) {
    const CatalogueFigure* figure = find_figure(entry, reference.indicator.text);
    ensure(figure != nullptr, "a function of a figure that its entry lacks");
    const FigureStatus part = status_of(entry, *figure);
    for (const std::string& name : part.missing) add_new(status.missing, name);
    status.of_other_ages = status.of_other_ages || part.of_other_ages;
    status.level = part.level;
  }
  return status;
}

EntryStatus CatalogueExpansion::status(const CatalogueEntry& entry) const {
  EntryStatus result;
  for (const StandardConstruct& standard : entry.constructs) {
    ConstructStatus status{standard.id.text, ConstructStatus::State::kMissing, names_.find(standard.id.text)};
    if (!status.definitions.empty()) {
      status.state = ConstructStatus::State::kDefined;
    } else if (standard.expression) {
      Missing missing;
      collect_missing(entry, *standard.expression, missing);
      if (missing.empty()) status.state = ConstructStatus::State::kFollows;
    }
    result.constructs.push_back(std::move(status));
  }
  for (const CatalogueFigure& figure : entry.figures) result.figures.push_back(status_of(entry, figure));
  for (const auto& derived : entry.derived) result.derived.push_back(status_of(entry, derived));
  return result;
}

bool CatalogueExpansion::has_indicator(const std::string& id) const {
  return std::any_of(instrument_.indicators.begin(), instrument_.indicators.end(),
                     [&](const Indicator& indicator) { return indicator.id.text == id; });
}

/// What follows from the study's constructs is added to them; those that name no policy get the catalogue's.
void CatalogueExpansion::add_constructs(const CatalogueEntry& entry, const Written& expression) {
  for (const std::string& name : names_of(expression)) {
    const StandardConstruct* standard = find_standard(entry, name);
    if (standard == nullptr) continue;
    if (!names_.find(name).empty()) {
      for (Construct& construct : instrument_.constructs) {
        if (construct.id.text == name && !construct.policy) construct.policy = standard->policy;
      }
      continue;
    }
    add_constructs(entry, *standard->expression);
    Construct construct;
    construct.id = standard->id;
    construct.level = level_knowing(entry, {&*standard->expression});
    construct.label = standard->meaning;
    construct.expression = *standard->expression;
    construct.policy = standard->policy;
    names_.add_construct(construct);
    instrument_.constructs.push_back(std::move(construct));
  }
}

void CatalogueExpansion::make(const CatalogueEntry& entry, const CatalogueFigure& figure,
                              const FigureStatus& status, const Written& asked, Added& added) {
  added.indicators.push_back(status.id);
  if (has_indicator(status.id)) return;  // the study's own goes before the catalogue's
  Indicator indicator = figure.indicator;
  indicator.id.place = asked.place;
  indicator.level = status.level;
  for (const auto& [dimension, code] : figure.sdmx) {
    indicator.sdg_dimensions.push_back({{dimension, asked.place}, {code, asked.place}});
  }
  if (indicator.events) indicator.events->text = level_knowing(entry, {&*indicator.numerator});
  for (const Written* expression : base_expressions(indicator)) add_constructs(entry, *expression);
  if (indicator.events) add_constructs(entry, *indicator.numerator);
  if (const CatalogueBinding* binding = binding_of(entry)) {
    const bool of_base = binding->level.empty() || binding->level == status.level;
    if (binding->weight && of_base) indicator.weight = binding->weight;
    if (indicator.events) indicator.event_weight = binding->event_weight;
    if (of_base) indicator.universe = both(indicator.universe, binding->universe);
  }
  instrument_.indicators.push_back(std::move(indicator));
}

CatalogueExpansion::Added CatalogueExpansion::add_entry(const CatalogueEntry& entry, const Written& asked,
                                                        Diagnostics& findings) {
  const EntryStatus all = status(entry);
  Added added;
  for (std::size_t i = 0; i < entry.figures.size(); ++i) {
    if (all.figures[i].computable()) make(entry, entry.figures[i], all.figures[i], asked, added);
  }
  if (added.indicators.empty()) refuse(all.figures, asked);
  for (std::size_t i = 0; i < entry.derived.size(); ++i) {
    if (all.derived[i].computable()) added.derived.push_back(entry.derived[i]);
  }
  warn_of_forms(entry, all.figures, asked, findings);
  return added;
}

CatalogueExpansion::Added CatalogueExpansion::add_figure(const CatalogueEntry& entry, const Written& asked) {
  Added added;
  const auto add = [&](const CatalogueFigure& figure) {
    const FigureStatus status = status_of(entry, figure);
    if (!status.computable()) refuse({status}, asked);
    make(entry, figure, status, asked, added);
  };
  if (const CatalogueFigure* figure = find_figure(entry, asked.text)) {
    add(*figure);
    return added;
  }
  for (const auto& derived : entry.derived) {
    if (derived.id.text != asked.text) continue;
    const auto expression = estimation::parse_derived(derived.expression);
    for (const auto& reference : expression.references()) {
      add(*find_figure(entry, reference.indicator.text));
    }
    added.derived.push_back(derived);
  }
  return added;
}

}  // namespace sondeo::questionnaires
