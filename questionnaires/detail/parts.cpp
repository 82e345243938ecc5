#include "questionnaires/detail/parts.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/ingest/data_section.hpp"
#include "engine/spec/words.hpp"
#include "questionnaires/codes.hpp"

namespace sondeo::questionnaires::detail {

namespace {

using spec::Section;
using spec::Value;

/// `{ 1 = "Yes", 2 = { es = "...", en = "..." } }`
std::vector<std::pair<AnswerCode, Texts>> read_code_texts(Section& section, std::string_view key) {
  std::vector<std::pair<AnswerCode, Texts>> codes;
  if (auto table = section.section(key)) {
    for (const auto& [code, texts] : table->entries()) {
      codes.emplace_back(spec::code_of_key(code.text), texts.translations());
    }
  }
  return codes;
}

std::vector<std::pair<AnswerCode, Missing>> read_missing(Section& section) {
  std::vector<std::pair<AnswerCode, Missing>> codes;
  if (auto table = section.section("missing")) {
    for (const auto& [code, reason] : table->entries()) {
      codes.emplace_back(spec::code_of_key(code.text), ingest::read_missing_reason(reason));
    }
  }
  return codes;
}

void read_sdmx(Section sdmx, Disaggregation& disaggregation) {
  disaggregation.sdmx_dimension = sdmx.required_text("dimension").text;
  if (auto codes = sdmx.section("codes")) {
    for (const auto& [code, text] : codes->entries()) {
      disaggregation.sdmx_codes.emplace_back(spec::code_of_key(code.text), text.text().text);
    }
  }
  sdmx.finish();
}

constexpr std::array<spec::Word<Measure>, 9> kMeasures{{{"proportion", Measure::kProportion},
                                                        {"mean", Measure::kMean},
                                                        {"total", Measure::kTotal},
                                                        {"ratio", Measure::kRatio},
                                                        {"rate", Measure::kRate},
                                                        {"share", Measure::kShare},
                                                        {"quantile", Measure::kQuantile},
                                                        {"multiple", Measure::kMultiple},
                                                        {"cdf", Measure::kCdf}}};

std::string_view measure_word(Measure measure) { return kMeasures[static_cast<std::size_t>(measure)].word; }

[[noreturn]] void refuse(Code code, const Indicator& indicator, const char* key, const Place& place) {
  throw Error({code,
               {{"indicator", indicator.id.text},
                {"key", key},
                {"measure", std::string(measure_word(indicator.measure))}},
               place,
               {},
               {}});
}

/// The probabilities and the rule of a quantile: the median if none are given.
void read_quantile(Section& section, Indicator& indicator) {
  const auto probs = section.value("probs");
  const auto rule = section.value("rule");
  if (indicator.measure != Measure::kQuantile) {
    if (probs) refuse(code::kIndicatorKeyUnused, indicator, "probs", probs->place());
    if (rule) refuse(code::kIndicatorKeyUnused, indicator, "rule", rule->place());
    return;
  }
  if (probs) {
    for (const Value& probability : probs->items()) {
      indicator.probabilities.push_back(probability.number_inside(0, 1));
    }
  } else {
    indicator.probabilities = {0.5};
  }
  if (!rule) return;
  indicator.rule = estimation::quantile_rule_at(spec::word_position(*rule, estimation::kQuantileRuleNames));
}

/// The points of a distribution function, ascending, each once.
void read_points(Section& section, Indicator& indicator) {
  const auto points = section.value("at");
  const bool cdf = indicator.measure == Measure::kCdf;
  if (points && !cdf) refuse(code::kIndicatorKeyUnused, indicator, "at", points->place());
  if (cdf && !points) refuse(code::kIndicatorKeyNeeded, indicator, "at", indicator.id.place);
  if (!points) return;
  for (const Value& point : points->items()) indicator.points.push_back(point.number());
  std::sort(indicator.points.begin(), indicator.points.end());
  indicator.points.erase(std::unique(indicator.points.begin(), indicator.points.end()),
                         indicator.points.end());
}

/// What the items of a multiple answer are a share of.
void read_base(Section& section, Indicator& indicator) {
  static constexpr std::array<spec::Word<bool>, 2> kBases{{{"cases", false}, {"responses", true}}};
  const auto base = section.value("base");
  if (!base) return;
  if (indicator.measure != Measure::kMultiple) {
    refuse(code::kIndicatorKeyUnused, indicator, "base", base->place());
  }
  indicator.of_responses = spec::meaning_of(*base, kBases);
}

SeriesCap read_cap(Section section) {
  SeriesCap cap;
  const Place place = section.place();
  if (const auto at = section.value("at")) cap.at = at->positive_number();
  if (const auto quantile = section.value("quantile")) cap.quantile = quantile->number_inside(0, 1);
  cap.by = section.text("by");
  cap.weight = section.text("weight");
  cap.unknown = section.text("unknown");
  section.finish();
  const bool unused = cap.at && (cap.by || cap.weight);
  if (cap.at.has_value() == cap.quantile.has_value() || unused)
    throw Error({code::kCapForm, {}, place, {}, {}});
  return cap;
}

}  // namespace

MissingPolicy read_policy(const Value& value) {
  static constexpr std::array<spec::Word<MissingPolicy>, 5> kPolicies{
      {{"answered", MissingPolicy::kAnswered},
       {"kleene", MissingPolicy::kKleene},
       {"dhs_zero", MissingPolicy::kDhsZero},
       {"explicit_total", MissingPolicy::kExplicitTotal},
       {"exclude_report", MissingPolicy::kExcludeReport}}};
  return spec::meaning_of(value, kPolicies);
}

void check_indicator(const Indicator& indicator) {
  const bool counts = indicator.measure == Measure::kTotal || indicator.measure == Measure::kRate;
  const bool shares = indicator.measure == Measure::kShare;
  if (!indicator.numerator && !shares && !(counts && indicator.events)) {
    refuse(code::kIndicatorKeyNeeded, indicator, "numerator", indicator.id.place);
  }
  if (indicator.measure == Measure::kRatio && !indicator.denominator) {
    refuse(code::kIndicatorKeyNeeded, indicator, "denominator", indicator.id.place);
  }
  if (indicator.events && !counts) {
    refuse(code::kIndicatorKeyUnused, indicator, "events", indicator.events->place);
  }
  if (indicator.event_weight && !indicator.events) {
    refuse(code::kIndicatorKeyUnused, indicator, "event_weight", indicator.event_weight->place);
  }
  if (shares && !indicator.categories) {
    refuse(code::kIndicatorKeyNeeded, indicator, "categories", indicator.id.place);
  }
  if (indicator.categories && !shares) {
    refuse(code::kIndicatorKeyUnused, indicator, "categories", indicator.categories->place);
  }
  const bool whole = indicator.measure == Measure::kTotal || indicator.measure == Measure::kMean || shares ||
                     indicator.measure == Measure::kQuantile || indicator.measure == Measure::kMultiple ||
                     indicator.measure == Measure::kCdf;
  if (indicator.denominator && whole) {
    refuse(code::kIndicatorKeyUnused, indicator, "denominator", indicator.denominator->place);
  }
}

Item read_item(Section& section) {
  Item item;
  item.id = section.required_text("id");
  item.level = section.text_or("level", "");
  item.label = section.translations("label");
  item.section = section.text_or("section", "");
  item.codes = read_code_texts(section, "codes");
  item.missing = read_missing(section);
  item.universe = section.text("universe");
  section.finish();
  return item;
}

Construct read_construct(Section& section) {
  Construct construct;
  construct.id = section.required_text("id");
  construct.level = section.text_or("level", "");
  construct.label = section.translations("label");
  construct.expression = section.required_text("expr");
  if (const auto policy = section.value("policy")) construct.policy = read_policy(*policy);
  if (const auto share = section.value("min_answered")) construct.min_answered = share->number_between(0, 1);
  construct.universe = section.text("universe");
  construct.reference_period = section.text_or("reference_period", "");
  construct.harmonised = section.text_or("harmonised", "");
  if (auto cap = section.section("cap")) construct.cap = read_cap(*cap);
  section.finish();
  return construct;
}

Disaggregation read_disaggregation(Section& section) {
  static constexpr std::array<spec::Word<bool>, 2> kSplits{{{"base", false}, {"event", true}}};
  Disaggregation disaggregation;
  disaggregation.id = section.required_text("id");
  disaggregation.level = section.text_or("level", "");
  disaggregation.label = section.translations("label");
  disaggregation.expression = section.required_text("expr");
  disaggregation.labels = read_code_texts(section, "labels");
  if (auto sdmx = section.section("sdmx")) read_sdmx(*sdmx, disaggregation);
  if (const auto word = section.value("applies_to")) {
    disaggregation.applies_to_event = spec::meaning_of(*word, kSplits);
  }
  section.finish();
  return disaggregation;
}

Indicator read_indicator_keys(Section& section) {
  Indicator indicator;
  indicator.id = section.required_text("id");
  indicator.label = section.translations("label");
  indicator.measure = spec::meaning_of(section.required("measure"), kMeasures);
  indicator.level = section.text_or("level", "");
  indicator.events = section.text("events");
  indicator.numerator = section.text("numerator");
  indicator.denominator = section.text("denominator");
  indicator.universe = section.text("universe");
  indicator.weight = section.text("weight");
  indicator.event_weight = section.text("event_weight");
  indicator.categories = section.text("categories");
  read_quantile(section, indicator);
  read_points(section, indicator);
  read_base(section, indicator);
  if (const auto per = section.value("per")) indicator.per = per->positive_number();
  indicator.unit = section.text_or("unit", "");
  indicator.reference_period = section.text_or("reference_period", "");
  indicator.harmonised = section.text_or("harmonised", "");
  if (auto sdg = section.section("sdg")) {
    indicator.sdg_indicator = sdg->required_text("indicator").text;
    indicator.sdg_series = sdg->text_or("series", "");
    if (auto dimensions = sdg->section("dimensions")) {
      for (const auto& [dimension, code] : dimensions->entries()) {
        indicator.sdg_dimensions.emplace_back(dimension, code.text());
      }
    }
    sdg->finish();
  }
  return indicator;
}

Indicator read_indicator(Section& section) {
  Indicator indicator = read_indicator_keys(section);
  section.finish();
  check_indicator(indicator);
  return indicator;
}

AgeRange read_ages(const Value& value) {
  const std::vector<Value> ends = value.items();
  AgeRange ages{ends.front().number(), {}};
  if (ends.size() > 1) ages.to = ends[1].number();
  if (ends.size() > 2 || ages.from < 0 || (ages.to && *ages.to < ages.from)) {
    throw Error({code::kAgeRange, {{"key", value.path()}}, value.place(), {}, {}});
  }
  return ages;
}

CatalogueBinding read_binding(Section& section) {
  CatalogueBinding binding;
  binding.ids = section.required("id").texts(spec::ListForm::kOneOrList);
  binding.level = section.text_or("level", "");
  binding.weight = section.text("weight");
  binding.event_weight = section.text("event_weight");
  binding.universe = section.text("universe");
  if (const auto ages = section.value("ages")) binding.ages = read_ages(*ages);
  section.finish();
  return binding;
}

Check read_check(Section& section) {
  static constexpr std::array<spec::Word<bool>, 2> kSeverities{{{"error", true}, {"warning", false}}};
  Check check;
  check.id = section.required_text("id");
  check.level = section.text_or("level", "");
  check.rule = section.required_text("rule");
  if (const auto word = section.value("severity")) check.is_error = spec::meaning_of(*word, kSeverities);
  check.message = section.translations("message");
  section.finish();
  return check;
}

Edit read_edit(Section& section) {
  Edit edit;
  edit.id = section.required_text("id");
  edit.level = section.text_or("level", "");
  edit.label = section.translations("label");
  edit.variable = section.required_text("variable");
  edit.where = section.required_text("where");
  if (const auto value = section.value("value")) edit.value = value->code();
  if (const auto reason = section.value("missing")) edit.missing = ingest::read_missing_reason(*reason);
  edit.expression = section.text("expr");
  section.finish();
  const int ways = (edit.value ? 1 : 0) + (edit.missing ? 1 : 0) + (edit.expression ? 1 : 0);
  if (ways != 1) throw Error({code::kEditWays, {{"edit", edit.id.text}}, edit.id.place, {}, {}});
  return edit;
}

void UsedIds::add(const std::string& level, const std::string& id, const Place& place, const char* section) {
  const auto [first, fresh] = places_.try_emplace({level, id}, place);
  if (fresh) return;
  throw Error({code::kInstrumentDuplicateId,
               {{"section", section},
                {"id", id},
                {"source", first->second.source},
                {"line", fmt::format("{}", first->second.line)}},
               place,
               {},
               {}});
}

}  // namespace sondeo::questionnaires::detail
