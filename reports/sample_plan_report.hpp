#pragma once

#include <string>

#include "reports/sample_plan.hpp"
#include "reports/terminal.hpp"

namespace sondeo::reports {

/// The next sample as CSV, in the form of `write_csv`: one line for each domain.
[[nodiscard]] std::string write_sample_plan_csv(const SamplePlan& plan);

/// The same as JSON: `{"plan", "domains", "passing", "provenance"}`, numbers as in `write_json`.
[[nodiscard]] std::string write_sample_plan_json(const SamplePlan& plan);

/// The same for reading: what the study says of each domain, what is needed, what it will be good for.
[[nodiscard]] std::string write_sample_plan_terminal(const SamplePlan& plan, const TerminalStyle& style = {});

/// How many domains the quality scheme is expected to let be published, and of how many; 0 of 0 without a
/// scheme.
struct Passing {
  std::size_t now = 0;
  std::size_t expected = 0;
  std::size_t domains = 0;
};
[[nodiscard]] Passing passing_domains(const SamplePlan& plan);

}  // namespace sondeo::reports
