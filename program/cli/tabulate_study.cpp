#include "program/cli/tabulate_study.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "engine/base/diagnostic.hpp"
#include "engine/estimation/conventions.hpp"
#include "engine/expression/outside.hpp"
#include "program/cli/calibrated_flags.hpp"
#include "program/cli/codes.hpp"
#include "program/cli/composite_flags.hpp"
#include "program/cli/design_flags.hpp"
#include "program/cli/flag_values.hpp"
#include "program/cli/imputation_flags.hpp"
#include "program/cli/pps_flags.hpp"
#include "program/cli/quality_flags.hpp"
#include "program/cli/tabulate_tests.hpp"
#include "program/cli/two_phase_flags.hpp"
#include "program/run/like.hpp"
#include "program/run/replicate_file.hpp"

namespace sondeo::cli {

namespace {

using questionnaires::Indicator;
using questionnaires::Measure;

Indicator indicator_of(Measure measure, Named named) {
  Indicator indicator;
  indicator.id = {named.name, named.expression.place};
  indicator.measure = measure;
  indicator.numerator = std::move(named.expression);
  return indicator;
}

Indicator share_of(Named named, const std::optional<Written>& amount) {
  Indicator indicator;
  indicator.id = {named.name, named.expression.place};
  indicator.measure = Measure::kShare;
  indicator.categories = std::move(named.expression);
  indicator.numerator = amount;
  return indicator;
}

void add_shares(const CommandLine& line, std::vector<Indicator>& indicators) {
  need_beside(line, "--share-of", "--share");
  const auto amount = formula(line, "--share-of");
  for (const auto& value : line.values("--share")) {
    indicators.push_back(share_of(named_expression(value), amount));
  }
}

void add_quantiles(const CommandLine& line, std::vector<Indicator>& indicators) {
  for (const char* flag : {"--probs", "--quantile-rule", "--quantile-interval"}) {
    need_beside(line, flag, "--quantile");
  }
  std::vector<double> probabilities;
  if (const auto probs = line.value("--probs")) {
    for (const auto& part : parts(*probs)) probabilities.push_back(inside_0_1(part));
  } else {
    probabilities = {0.5};
  }
  std::optional<estimation::QuantileRule> rule;
  if (const auto word = line.value("--quantile-rule")) {
    rule = estimation::quantile_rule_at(choice(*word, estimation::kQuantileRuleNames));
  }
  for (const auto& value : line.values("--quantile")) {
    Indicator indicator = indicator_of(Measure::kQuantile, named_expression(value));
    indicator.probabilities = probabilities;
    indicator.rule = rule;
    indicators.push_back(std::move(indicator));
  }
}

void add_multiples(const CommandLine& line, std::vector<Indicator>& indicators) {
  need_beside(line, "--multiple-base", "--multiple");
  bool of_responses = false;
  if (const auto base = line.value("--multiple-base"))
    of_responses = choice(*base, {"cases", "responses"}) == 1;
  for (const auto& value : line.values("--multiple")) {
    Indicator indicator = indicator_of(Measure::kMultiple, named_expression(value));
    indicator.of_responses = of_responses;
    indicators.push_back(std::move(indicator));
  }
}

void add_distributions(const CommandLine& line, std::vector<Indicator>& indicators) {
  need_beside(line, "--at", "--cdf");
  need_beside(line, "--cdf", "--at");
  std::vector<double> points;
  if (const auto at = line.value("--at")) {
    for (const auto& part : parts(*at)) points.push_back(number(part));
  }
  std::sort(points.begin(), points.end());
  points.erase(std::unique(points.begin(), points.end()), points.end());
  for (const auto& value : line.values("--cdf")) {
    Indicator indicator = indicator_of(Measure::kCdf, named_expression(value));
    indicator.points = points;
    indicators.push_back(std::move(indicator));
  }
}

Indicator ratio_of(const Written& value) {
  const Named named = named_expression(value);
  const Written& text = named.expression;
  const auto slashes = expression::positions_outside(text.text, "/");
  const auto refuse = [&] {
    throw Error({code::kFlagRatioForm, {{"value", text.text}}, text.place, {}, "sondeo tabulate --help"});
  };
  if (slashes.size() != 1) refuse();
  Written numerator = trimmed(text, 0, slashes.front());
  Written denominator = trimmed(text, slashes.front() + 1, text.text.size() - slashes.front() - 1);
  if (numerator.text.empty() || denominator.text.empty()) refuse();
  Indicator indicator = indicator_of(Measure::kRatio, {named.name, std::move(numerator)});
  indicator.denominator = std::move(denominator);
  return indicator;
}

std::vector<Indicator> indicators_of(const CommandLine& line) {
  constexpr std::array kKinds = {std::pair{"--proportion", Measure::kProportion},
                                 std::pair{"--mean", Measure::kMean}, std::pair{"--total", Measure::kTotal}};
  std::vector<Indicator> indicators;
  for (const auto& [flag, measure] : kKinds) {
    for (const auto& value : line.values(flag))
      indicators.push_back(indicator_of(measure, named_expression(value)));
  }
  for (const auto& value : line.values("--ratio")) indicators.push_back(ratio_of(value));
  add_shares(line, indicators);
  add_quantiles(line, indicators);
  add_multiples(line, indicators);
  add_distributions(line, indicators);
  const bool others = line.has("--crosstab") || line.has("--ttest") || line.has("--table");
  if (indicators.empty() && !others) {
    throw Error({code::kNothingToEstimate, {}, line.whole(), {}, "sondeo tabulate --help"});
  }
  return indicators;
}

void apply_percent(const CommandLine& line, std::vector<Indicator>& indicators) {
  if (!line.has("--percent")) return;
  bool used = line.has("--table");
  for (auto& indicator : indicators) {
    const bool share = indicator.measure == Measure::kProportion || indicator.measure == Measure::kRatio ||
                       indicator.measure == Measure::kShare || indicator.measure == Measure::kMultiple ||
                       indicator.measure == Measure::kCdf;
    if (share) indicator.per = 100;
    used = used || share;
  }
  if (!used) throw Error({code::kPercentUnused, {}, line.whole(), {}, "sondeo tabulate --help"});
}

/// `fay` needs its rho here, which a study may give beside it.
void read_method(const Written& value, design::ReplicateSpec& spec) {
  if (value.text != "fay" && design::read_replicate_method(value, spec)) return;
  static_cast<void>(
      choice(value, {"brr", "fay:RHO", "jk1", "jkn", "jk2", "bootstrap", "sdr", "acs", "other"}));
}

/// The flags that say something of replicate weights need those.
void refuse_without_columns(const CommandLine& line) {
  for (const char* flag : {"--replicates", "--scale", "--rscales", "--mse", "--no-mse", "--replicate-file"}) {
    if (!line.has(flag)) continue;
    throw Error(
        {code::kReplicateColumnsNeeded, {{"flag", flag}}, line.whole(), {}, "sondeo tabulate --help"});
  }
}

std::optional<design::ReplicateSpec> replicates_of(const CommandLine& line) {
  if (!line.has("--write-replicates")) need_beside(line, "--replicate-key", "--replicate-file");
  const auto columns = line.value("--replicate-weights");
  if (!columns) {
    refuse_without_columns(line);
    return std::nullopt;
  }
  const auto method = line.value("--replicates");
  if (!method) throw Error({code::kReplicateMethodNeeded, {}, columns->place, {}, "sondeo tabulate --help"});
  design::ReplicateSpec spec;
  spec.columns = parts(*columns);
  read_method(*method, spec);
  if (const auto scale = line.value("--scale")) spec.scale = positive_number(*scale);
  spec.rscales_file = formula(line, "--rscales");
  spec.file = formula(line, "--replicate-file");
  if (const auto key = line.value("--replicate-key")) spec.key = parts(*key);
  if (line.has("--mse") && line.has("--no-mse")) {
    throw Error({code::kFlagTwice, {{"flag", "--mse, --no-mse"}}, line.whole(), {}, {}});
  }
  if (line.has("--mse") || line.has("--no-mse")) spec.mse = line.has("--mse");
  return spec;
}

design::DesignSpec design_of(const CommandLine& line) {
  constexpr std::array kRules = {design::LonelyPsu::kFail, design::LonelyPsu::kRemove,
                                 design::LonelyPsu::kAdjust, design::LonelyPsu::kAverage,
                                 design::LonelyPsu::kCertainty};
  design::DesignSpec spec = stages_of(line);
  if (const auto rule = line.value("--lonely-psu")) {
    spec.lonely_psu = kRules.at(choice(*rule, {"fail", "remove", "adjust", "average", "certainty"}));
  }
  spec.pps = pps_of(line);
  spec.two_phase = two_phase_of(line);
  spec.replicates = replicates_of(line);
  return spec;
}

std::optional<design::MadeReplicatesSpec> made_replicates_of(const CommandLine& line) {
  std::optional<design::MadeReplicatesSpec> made;
  if (const auto variance = line.value("--variance")) {
    made = design::read_made_replicates(*variance);
    if (!made) {
      std::vector<std::string_view> words{"linearization"};
      words.insert(words.end(), design::kMadeReplicatesWords.begin(), design::kMadeReplicatesWords.end());
      static_cast<void>(choice(*variance, words));
    }
  }
  constexpr std::uint64_t kMostDraws = 1'000'000;
  design::MadeReplicatesOptions options;
  options.seed_written = line.value("--seed");
  if (options.seed_written) {
    options.seed = whole_number(*options.seed_written, 0, std::numeric_limits<std::uint64_t>::max());
  }
  if (const auto draws = line.value("--bootstrap-draws")) {
    options.draws = {*draws, static_cast<double>(whole_number(*draws, 1, kMostDraws))};
  }
  if (const auto tau = line.value("--tau")) options.tau = {*tau, number(*tau)};
  options.order = formula(line, "--psu-order");
  design::set_options(made, options);
  return made;
}

estimation::DfSpec df_of(const Written& value) {
  constexpr std::array kRules = {estimation::DfRule::kDomain, estimation::DfRule::kStrata,
                                 estimation::DfRule::kDesign, estimation::DfRule::kInfinite};
  const bool numeric = !value.text.empty() &&
                       std::string_view("0123456789.-+").find(value.text.front()) != std::string_view::npos;
  if (!numeric) return {kRules.at(choice(value, {"domain", "strata", "design", "inf"})), 0};
  return {estimation::DfRule::kGiven, positive_number(value)};
}

estimation::EstimateSpec estimate_of(const CommandLine& line) {
  estimation::EstimateSpec spec;
  if (const auto like = line.value("--like")) {
    estimation::follow(static_cast<estimation::Like>(choice(*like, estimation::kLikeNames)), spec);
  }
  for (const auto& by : line.values("--by")) spec.by.push_back(parts(by));
  if (const auto level = line.value("--level")) spec.level = inside_0_1(*level);
  if (const auto df = line.value("--df")) {
    spec.df = df_of(*df);
    spec.proportion_df.reset();
  }
  if (const auto df = line.value("--df-proportion")) spec.proportion_df = df_of(*df);
  spec.replicates = made_replicates_of(line);
  if (const auto cv = line.value("--bootstrap-cv")) spec.bootstrap_size = {*cv, inside_0_1(*cv)};
  if (const auto method = line.value("--interval")) {
    spec.proportion_interval =
        static_cast<estimation::ProportionInterval>(choice(*method, estimation::kProportionIntervalNames));
  }
  if (const auto method = line.value("--interval-other")) {
    spec.other_interval =
        static_cast<estimation::OtherInterval>(choice(*method, estimation::kOtherIntervalNames));
  }
  if (const auto method = line.value("--quantile-interval")) {
    spec.quantile_interval =
        static_cast<estimation::QuantileInterval>(choice(*method, estimation::kQuantileIntervalNames));
  }
  return spec;
}

std::variant<double, std::string> code_of(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc() && end == text.data() + text.size()) return value;
  return std::string(text);
}

/// "V=8,9"; a variable's name may itself hold what a name of an expression may not.
ingest::DeclaredMissing missing_of(const Written& value) {
  const std::size_t equals = value.text.find('=');
  const auto refuse = [&] {
    throw Error({code::kFlagMissingForm, {{"value", value.text}}, value.place, {}, "sondeo tabulate --help"});
  };
  if (equals == std::string::npos || equals + 1 == value.text.size()) refuse();
  ingest::DeclaredMissing missing;
  missing.variable = trimmed(value, 0, equals);
  if (missing.variable.text.empty()) refuse();
  const Written codes{value.text.substr(equals + 1), value.at(equals + 1, value.text.size() - equals - 1)};
  for (const auto& code : parts(codes)) missing.codes.emplace_back(code_of(code.text), Missing::kOther);
  return missing;
}

ingest::DataSpec data_of(const CommandLine& line, const Written& file) {
  ingest::DataSpec data;
  data.place = file.place;
  data.file = file;
  for (const auto& value : line.values("--missing")) data.missing.push_back(missing_of(value));
  if (const auto key = line.value("--replicate-key"); key && line.has("--write-replicates")) {
    data.key = parts(*key);
  }
  return data;
}

}  // namespace

run::Study design_study(const CommandLine& line) {
  if (!line.argument()) {
    const std::string command = line.command_name();
    throw Error(
        {code::kFileNeeded, {{"command", command}}, line.whole(), {}, "sondeo " + command + " --help"});
  }
  run::Study study;
  study.data.push_back(data_of(line, *line.argument()));
  study.design = design_of(line);
  run::attach_replicate_file(study);
  study.estimate = estimate_of(line);
  study.imputation = imputation_of(line);
  if (!line.has("--lonely-psu")) run::follow_lonely_psu(study);
  if (auto weight = formula(line, "--weight"))
    study.weights.push_back({"", *std::move(weight), std::nullopt});
  study.calibrated = calibrated_of(line);
  return study;
}

run::Study study_from_flags(const CommandLine& line) {
  run::Study study = design_study(line);
  study.instrument.indicators = indicators_of(line);
  run::settle_quantile_rules(study);
  apply_percent(line, study.instrument.indicators);
  const auto where = formula(line, "--where");
  for (auto& indicator : study.instrument.indicators) indicator.universe = where;
  study.estimate.standard = standard_of(line);
  study.crosses = crosses_of(line);
  for (auto& cross : study.crosses) cross.subject.universe = where;
  study.comparisons = comparisons_of(line);
  set_quality(line, study);
  study.derived = derived_of(line);
  study.tests = tests_of(line);
  for (auto& test : study.tests) test.subject.universe = where;
  return study;
}

}  // namespace sondeo::cli
