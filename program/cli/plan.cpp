#include <algorithm>
#include <string>

#include "engine/base/diagnostic.hpp"
#include "engine/base/nearest.hpp"
#include "program/cli/codes.hpp"
#include "program/cli/commands.hpp"
#include "program/cli/exit_code.hpp"
#include "program/cli/flag_values.hpp"
#include "program/cli/result.hpp"
#include "program/cli/run_options.hpp"
#include "program/cli/study_argument.hpp"
#include "program/cli/usage.hpp"
#include "reports/sample_plan_report.hpp"

namespace sondeo::cli {

namespace {

/// A share, 0 and 1 included.
double share(const Written& value) {
  if (value.text == "0" || value.text == "1") return number(value);
  return inside_0_1(value);
}

/// "3pp": percentage points; else a number in the unit of the indicator.
void read_change(const Written& value, run::SamplePlanRequest& request) {
  constexpr std::string_view kPoints = "pp";
  request.in_points = value.text.ends_with(kPoints);
  const std::size_t length = value.text.size() - (request.in_points ? kPoints.size() : 0);
  request.change = positive_number(trimmed(value, 0, length));
}

run::SamplePlanRequest request_of(const CommandLine& line) {
  run::SamplePlanRequest request;
  const auto cv = line.value("--cv");
  const auto change = line.value("--mde");
  if (cv.has_value() == change.has_value()) {
    throw Error({code::kPlanTarget, {}, line.whole(), {}, line.command_name() + " --help"});
  }
  if (cv) request.cv = inside_0_1(*cv);
  if (change) read_change(*change, request);
  if (const auto take = line.value("--per-psu")) request.take = positive_number(*take);
  if (const auto response = line.value("--response-rate")) request.response = share(*response);
  if (const auto overlap = line.value("--overlap")) request.overlap = share(*overlap);
  if (const auto correlation = line.value("--psu-correlation")) request.correlation = share(*correlation);
  if (const auto alpha = line.value("--alpha")) request.alpha = inside_0_1(*alpha);
  if (const auto power = line.value("--power")) request.power = inside_0_1(*power);
  return request;
}

/// The study with nothing in it but the indicators and domains that are planned for.
void narrow_to(const CommandLine& line, run::Study& study) {
  const auto asked = line.values("--indicator");
  if (asked.empty()) {
    throw Error({code::kPlanIndicator, {}, line.whole(), {}, line.command_name() + " --help"});
  }
  std::vector<std::string> known;
  for (const auto& indicator : study.instrument.indicators) known.push_back(indicator.id.text);
  for (const auto& id : asked) {
    if (std::find(known.begin(), known.end(), id.text) != known.end()) continue;
    throw Error(
        {code::kPlanUnknownIndicator, {{"indicator", id.text}}, id.place, nearest_names(id.text, known), {}});
  }
  study.estimate.indicators = asked;
  study.estimate.by.clear();
  for (const auto& by : line.values("--by")) study.estimate.by.push_back(parts(by));
  study.estimate.standard.reset();
  study.crosses.clear();
  study.tables.clear();
  study.comparisons.clear();
  study.derived.clear();
  study.tests.clear();
  study.models.clear();
  if (!study.quality) return;
  // Known domains that are not planned for are no disaggregations of the plan.
  std::erase_if(study.quality->known_domains, [&study](const auto& domain) {
    return std::any_of(domain.begin(), domain.end(), [&study](const Written& name) {
      return std::none_of(study.estimate.by.begin(), study.estimate.by.end(), [&name](const auto& cross) {
        return std::any_of(cross.begin(), cross.end(),
                           [&name](const Written& variable) { return variable.text == name.text; });
      });
    });
  });
}

std::string written(const reports::SamplePlan& plan, Format format, const reports::TerminalStyle& style) {
  switch (format) {
    case Format::kCsv:
      return reports::write_sample_plan_csv(plan);
    case Format::kJson:
      return reports::write_sample_plan_json(plan);
    case Format::kTable:
      break;
  }
  return reports::write_sample_plan_terminal(plan, style);
}

}  // namespace

int run_plan(const CommandLine& line, Session& session) {
  run::Study study = study_of(line);
  const Format format = format_of(line);
  check_output_of(line);
  const auto request = request_of(line);
  narrow_to(line, study);
  const Usage usage;
  ProgressLine progress(session.quiet());
  run::RunOptions options = run_options(line, session, progress, "");
  options.next_sample = request;
  const auto result = run::estimate(study, options);
  progress.clear();
  session.show(result.findings);
  reports::TerminalStyle style = terminal_style(session, line);
  const auto numbers = study.report ? study.report->numbers : std::nullopt;
  style.numbers = numbers.value_or(reports::number_format_of(study.country));
  session.write_result(line, written(*result.next_sample, format, style));
  if (session.verbose()) session.tell(usage.line());
  return kExitDone;
}

}  // namespace sondeo::cli
