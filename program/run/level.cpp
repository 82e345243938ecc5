#include "program/run/level.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "engine/base/codes.hpp"
#include "engine/base/diagnostic.hpp"
#include "engine/base/nearest.hpp"
#include "engine/expression/codes.hpp"
#include "engine/ingest/declared_missing.hpp"
#include "engine/ingest/join.hpp"
#include "program/run/codes.hpp"
#include "program/run/construct_policy.hpp"
#include "program/run/implicate.hpp"
#include "program/run/joined_rows.hpp"
#include "program/run/reading.hpp"
#include "questionnaires/texts.hpp"

namespace sondeo::run {

namespace {

constexpr std::string_view kParentPrefix = "parent.";

std::vector<std::string> texts(std::span<const Written> written) {
  std::vector<std::string> names;
  for (const auto& text : written) names.push_back(text.text);
  return names;
}

bool belongs_to(const std::string& level, const Level& here) {
  return level == here.id() || (level.empty() && here.parent() == nullptr);
}

Column renamed(const Column& column, const std::string& name) {
  if (column.name() == name) return column;
  Variable variable = column.variable();
  variable.name = name;
  return column.with(std::move(variable));
}

}  // namespace

Level::Level(const ingest::DataSpec& spec, const Study& study, const RunOptions& options, Level* parent,
             Diagnostics& findings)
    : spec_(spec),
      options_(options),
      language_(options.language),
      folder_(study.folder),
      reading_(reading_of(spec, options)),
      parent_(parent),
      findings_(findings) {
  open_source(spec.file, nullptr);
  for (const auto& join : spec.joins) open_source(join.file, &join);
  collect_names(study);
  require_keys();
  if (spec.implicate && spec.implicate->id) require(*spec.implicate->id);
  if (spec.where) where_ = require_expression(*spec.where);
  if (spec.drop_rows) drop_ = require_expression(*spec.drop_rows);
  require_edits(study.instrument.edits);
  require_imputes(study);
}

void Level::open_source(const Written& file, const ingest::JoinSpec* join) {
  const auto path = folder_.empty() ? std::filesystem::path(file.text) : folder_ / file.text;
  sources_.push_back({ingest::describe(path, reading_), {}, join});
  auto& found = sources_.back().description.findings;
  findings_.insert(findings_.end(), found.begin(), found.end());
}

std::vector<std::string> Level::variable_names() const {
  std::vector<std::string> names;
  for (const auto& source : sources_) {
    const auto of_source = source.description.names();
    names.insert(names.end(), of_source.begin(), of_source.end());
  }
  return names;
}

std::vector<std::string> Level::names_in(const std::string& file) const {
  for (const auto& source : sources_) {
    const auto& name = source.join == nullptr ? spec_.file.text : source.join->file.text;
    if (name == file) return source.description.names();
  }
  return {};
}

void Level::collect_names(const Study& study) {
  const std::vector<std::string> variables = variable_names();
  std::vector<std::pair<Written, Written>> pairs;
  for (const auto& map : study.maps) {
    if (belongs_to(map.level, *this)) pairs.insert(pairs.end(), map.variables.begin(), map.variables.end());
  }
  items_ = questionnaires::map_items(study.instrument, spec_.level, pairs, variables, spec_.file.text);
  if (spec_.implicate) bind_imputed_variables(*spec_.implicate, study.instrument, items_);
  for (const auto& construct : study.instrument.constructs) {
    if (belongs_to(construct.level, *this))
      constructs_[construct.id.text] = {&construct, {}, {}, {}, {}, {}, false};
  }
  for (const auto& disaggregation : study.instrument.disaggregations) {
    if (belongs_to(disaggregation.level, *this)) disaggregations_.push_back(&disaggregation);
  }
  const auto add = [this](const std::string& name) {
    if (name_set_.insert(name).second) names_.push_back(name);
  };
  for (const auto& [id, derived] : constructs_) add(id);
  for (const auto& item : items_) add(item.item);
  for (const auto& variable : variables) add(variable);
  if (parent_ == nullptr) return;
  for (const auto& name : parent_->names_) add(name);
  for (const auto& name : parent_->names_) add(std::string(kParentPrefix) + name);
}

void Level::require_keys() {
  if (spec_.parent || !spec_.joins.empty()) {
    for (const auto& key : spec_.key) require(key);
  }
  for (auto& source : sources_) {
    if (source.join == nullptr) continue;
    for (const auto& key : source.join->table_key) require(key);
    for (const auto& key : key_of(*source.join)) {
      const auto names = source.description.names();
      const expression::NameContext context{names, source.join->file.text, ""};
      if (std::find(names.begin(), names.end(), key.text) == names.end()) {
        expression::variables(expression::parse(key), context);
      }
      source.needed.insert(key.text);
    }
  }
  if (parent_ == nullptr) return;
  for (const auto& key : parent_->spec_.key) parent_->require(key);
}

expression::NameContext Level::name_context() const {
  return {names_, spec_.file.text, fmt::format("sondeo inspect {}", sources_[0].description.path.string())};
}

Formula Level::require(const Written& text) {
  if (!name_set_.contains(text.text)) return require_expression(text);
  require_name(text.text, text.place);
  return {text, text.text, {}, nullptr, 0};
}

Formula Level::require_expression(const Written& text) {
  expression::Expression parsed = expression::parse(text);
  for (const auto& name : expression::variables(parsed, name_context())) require_name(name, text.place);
  return {text, {}, std::move(parsed), nullptr, 0};
}

const questionnaires::Disaggregation* Level::find_disaggregation(std::string_view id) const {
  for (const auto* disaggregation : disaggregations_) {
    if (disaggregation->id.text == id) return disaggregation;
  }
  return nullptr;
}

Formula Level::require_breakdown(const Written& text) {
  std::size_t generations = 0;
  for (Level* level = this; level != nullptr; level = level->parent_, ++generations) {
    const auto* disaggregation = level->find_disaggregation(text.text);
    if (disaggregation == nullptr) continue;
    Formula formula = level->require_expression(disaggregation->expression);
    formula.written = text;
    formula.disaggregation = disaggregation;
    formula.generations = generations;
    return formula;
  }
  try {
    return require(text);
  } catch (const Error& error) {
    Diagnostic fault = error.diagnostic();
    if (fault.code != code::kUnknownVariable) throw;
    propose_disaggregations(text.text, fault);
    throw Error(std::move(fault));
  }
}

/// A name that is no variable may mean a disaggregation of this level or of those above.
void Level::propose_disaggregations(const std::string& name, Diagnostic& fault) const {
  constexpr std::size_t kMost = 3;
  std::vector<std::string> ids;
  for (const Level* level = this; level != nullptr; level = level->parent_) {
    for (const auto* disaggregation : level->disaggregations_) ids.push_back(disaggregation->id.text);
  }
  auto similar = nearest_names(name, ids);
  for (const auto& variable : fault.similar) {
    if (std::find(similar.begin(), similar.end(), variable) == similar.end()) similar.push_back(variable);
  }
  if (similar.size() > kMost) similar.resize(kMost);
  fault.similar = std::move(similar);
}

void Level::require_name(const std::string& name, const Place& place) {
  if (const auto construct = constructs_.find(name); construct != constructs_.end()) {
    require_construct(construct->second, place);
    return;
  }
  const auto item = std::find_if(items_.begin(), items_.end(), [&](const auto& i) { return i.item == name; });
  if (item != items_.end()) {
    require_variable(item->variable);
    require_universe(*item, place);
    return;
  }
  if (flags_.contains(name) || require_variable(name)) return;
  if (parent_ == nullptr) return ensure(false, "a name of no level");
  parent_->require_name(parent_name(name), place);
}

std::string Level::parent_name(std::string_view name) const {
  const bool prefixed = name.starts_with(kParentPrefix) && !parent_->name_set_.contains(name);
  return std::string(prefixed ? name.substr(kParentPrefix.size()) : name);
}

void Level::require_construct(DerivedConstruct& derived, const Place& place) {
  if (derived.formula) return;
  if (derived.in_progress) {
    throw Error({code::kConstructCircle, {{"construct", derived.construct->id.text}}, place, {}, {}});
  }
  derived.in_progress = true;
  auto formula = require_expression(derived.construct->expression);
  if (derived.construct->universe) derived.universe = require_expression(*derived.construct->universe);
  require_cap(derived);
  derived.formula = std::move(formula);
}

bool Level::require_variable(std::string_view name) {
  for (auto& source : sources_) {
    for (const auto& variable : source.description.variables) {
      if (variable.name != name) continue;
      source.needed.insert(variable.name);
      return true;
    }
  }
  return false;
}

const Variable* Level::find_variable(std::string_view name) const {
  for (const auto& source : sources_) {
    for (const auto& variable : source.description.variables) {
      if (variable.name == name) return &variable;
    }
  }
  return nullptr;
}

void Level::read(std::span<const Formula> units) {
  read_sources();
  rows_ = files_.rows();
  scope_ = Table(rows_);
  if (parent_ != nullptr) find_parents();
  apply_edits();
  impute();
  if (parent_ != nullptr) select_events();
  drop_rows(units);
}

void Level::read_sources() {
  for (const auto& source : sources_) {
    if (source.join != nullptr) {
      join_source(source);
      continue;
    }
    // A table without columns has no rows: where nothing is asked of the file, its first variable counts
    // them.
    std::vector<std::string> names(source.needed.begin(), source.needed.end());
    if (names.empty()) names.push_back(source.description.variables.at(0).name);
    files_ = ingest::read(source.description, names, reading_);
    const std::size_t in_file = files_.rows();
    if (spec_.implicate) files_ = rows_of_implicate(files_, *spec_.implicate);
    steps_.push_back({"read", spec_.file.text, in_file, files_.rows(), 0});
  }
  files_ = with_declared_missing(files_);
}

Table Level::with_declared_missing(const Table& rows) const {
  std::vector<ingest::DeclaredMissing> of_read;
  for (const auto& declared : spec_.missing) {
    if (find_variable(declared.variable.text) == nullptr) {
      expression::variables(expression::parse(declared.variable), name_context());
    }
    if (rows.find(declared.variable.text) != nullptr) of_read.push_back(declared);
  }
  return ingest::apply_declared_missing(rows, of_read);
}

void Level::join_source(const Source& source) {
  const std::vector<std::string> names(source.needed.begin(), source.needed.end());
  const Table right = ingest::read(source.description, names, reading_);
  const ingest::JoinResult match = match_joined(files_, spec_.key, right, *source.join);
  for (const auto& column : right.columns()) {
    if (files_.find(column.name()) == nullptr) files_.add(column.gather(match.rows));
  }
  steps_.push_back(
      {"join", source.join->file.text, files_.rows(), files_.rows(), match.unmatched + match.missing_keys});
  const auto found = unmatched_findings(name(), match, right, *source.join);
  findings_.insert(findings_.end(), found.begin(), found.end());
}

void Level::find_parents() {
  const auto key = texts(spec_.key);
  const auto parent_key = texts(parent_->spec_.key);
  const ingest::JoinOptions options{true, parent_->spec_.file.text,
                                    spec_.key.empty() ? spec_.place : spec_.key[0].place};
  ingest::JoinResult match = ingest::match_rows(files_, key, parent_->files_, parent_key, options);
  const std::size_t orphans = match.unmatched + match.missing_keys;
  if (orphans > 0) {
    throw Error({code::kOrphans,
                 {{"level", name()}, {"count", std::to_string(orphans)}, {"parent", parent_->id()}},
                 options.place,
                 {},
                 {}});
  }
  parent_rows_ = std::move(match.rows);
}

Column Level::column(const std::string& name) {
  if (const Column* known = scope_.find(name)) return *known;
  Column result = [&] {
    if (const auto construct = constructs_.find(name); construct != constructs_.end()) {
      return derive(construct->second);
    }
    const auto item =
        std::find_if(items_.begin(), items_.end(), [&](const auto& i) { return i.item == name; });
    if (item != items_.end()) {
      const Column answers = answers_of(*item);
      const Formula* universe = universe_of(name);
      return universe == nullptr ? answers : not_asked_outside(answers, value(*universe, "universe"));
    }
    if (const Column* stored = files_.find(name)) return *stored;
    if (parent_ == nullptr) throw Error({code::kInternal, {{"what", "a name of no level"}}, {}, {}, {}});
    return renamed(parent_->column(parent_name(name)).gather(parent_rows_), name);
  }();
  scope_.add(result);
  return result;
}

Column Level::derive(DerivedConstruct& derived) {
  const auto& construct = *derived.construct;
  const auto& formula = *derived.formula;
  const auto acts = expression::variables(*formula.expression, name_context()).size();
  Column values = value(formula, construct.id.text, policy_of(construct, *formula.expression, acts));
  Variable variable = values.variable();
  variable.name = construct.id.text;
  const std::string label = questionnaires::text_in(construct.label, language_);
  if (!label.empty()) variable.label = label;
  values = values.with(std::move(variable));
  if (derived.universe) values = inside(values, value(*derived.universe, "universe"));
  return construct.cap ? capped(derived, values) : values;
}

Column Level::value(const Formula& formula, const std::string& name, expression::MissingPolicy policy) {
  if (const auto given = given_.find(formula.written.text); given != given_.end()) {
    return renamed(given->second, name);
  }
  if (formula.generations > 0) {
    Formula above = formula;
    --above.generations;
    return parent_->value(above, name, policy).gather(parent_rows_);
  }
  if (formula.name) return renamed(column(*formula.name), name);
  for (const auto& used : expression::variables(*formula.expression, name_context())) column(used);
  const Column values = expression::evaluate(*formula.expression, scope_, name, options_.threads, policy);
  return formula.disaggregation == nullptr ? values : labelled(values, *formula.disaggregation);
}

Column Level::labelled(const Column& column, const questionnaires::Disaggregation& disaggregation) const {
  Variable variable = column.variable();
  const std::string label = questionnaires::text_in(disaggregation.label, language_);
  if (!label.empty()) variable.label = label;
  for (const auto& [code, texts] : disaggregation.labels) {
    const std::string text = questionnaires::text_in(texts, language_);
    if (const auto* number = std::get_if<double>(&code)) {
      variable.labels.numbers[*number] = text;
    } else {
      variable.labels.texts[std::get<std::string>(code)] = text;
    }
  }
  return column.with(std::move(variable));
}

std::vector<Column> Level::used_columns() const {
  std::vector<Column> used;
  for (const auto& column : scope_.columns()) {
    const bool item =
        std::any_of(items_.begin(), items_.end(), [&](const auto& i) { return i.item == column.name(); });
    if (!constructs_.contains(column.name()) && (item || files_.find(column.name()) != nullptr))
      used.push_back(column);
  }
  return used;
}

}  // namespace sondeo::run
