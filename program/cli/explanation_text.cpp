#include "program/cli/explanation_text.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "program/cli/language.hpp"
#include "program/cli/messages/messages.hpp"
#include "reports/plain_text.hpp"

namespace sondeo::cli {

namespace {

using run::CellExplanation;

/// Names of steps, methods and numbers, for the translators.
[[maybe_unused]] constexpr std::array kNames = {N_("rows"),
                                                N_("where"),
                                                N_("cell"),
                                                N_("universe"),
                                                N_("denominator"),
                                                N_("weight"),
                                                N_("answered"),
                                                N_("base"),
                                                N_("event"),
                                                N_("read"),
                                                N_("join"),
                                                N_("drop_rows"),
                                                N_("system"),
                                                N_("dont_know"),
                                                N_("refused"),
                                                N_("not_applicable"),
                                                N_("not_asked"),
                                                N_("other"),
                                                N_("linearization"),
                                                N_("linearization_stages"),
                                                N_("unequal_probabilities"),
                                                N_("two_phases"),
                                                N_("replicates"),
                                                N_("replicate_rank"),
                                                N_("given"),
                                                N_("design"),
                                                N_("domain"),
                                                N_("strata"),
                                                N_("psus"),
                                                N_("psus_of_strata"),
                                                N_("variance"),
                                                N_("srs_variance"),
                                                N_("deff_table"),
                                                N_("used"),
                                                N_("level"),
                                                N_("low"),
                                                N_("high"),
                                                N_("sum"),
                                                N_("mean"),
                                                N_("yes"),
                                                N_("no"),
                                                N_("missing"),
                                                N_("inf")};

std::string bar_safe(const std::string& text) {
  std::string safe;
  for (const char c : reports::printable(text)) safe += c == '|' ? std::string("\\|") : std::string(1, c);
  return safe;
}

/// Code between backticks; nothing of nothing.
std::string code(const std::string& text) { return text.empty() ? "" : fmt::format("`{}`", bar_safe(text)); }

class Writer {
 public:
  Writer(const CellExplanation& cell, const reports::NumberFormat& format) : cell_(cell), format_(format) {}

  std::string write() {
    add_heading();
    add_rows();
    add_numerator();
    add_weight();
    add_formula(N_("Estimate"), cell_.estimate);
    add_formula(N_("Variance"), cell_.variance);
    add_formula(N_("Degrees of freedom"), cell_.df);
    add_formula(N_("Confidence interval"), cell_.interval);
    add_formula(N_("Design effect and coefficient of variation"), cell_.effect);
    add_quality();
    add_design();
    return std::move(text_);
  }

 private:
  void line(const std::string& text) { text_ += text + "\n"; }
  void section(const char* title) { text_ += fmt::format("\n## {}\n\n", say(title)); }

  /// Six significant digits; a whole number has no decimals.
  [[nodiscard]] std::string figure(double value) const {
    if (std::isnan(value)) return "-";
    if (!std::isfinite(value) || value == std::floor(value)) return reports::formatted(value, 0, format_);
    const int digits = static_cast<int>(std::floor(std::log10(std::abs(value))));
    constexpr int kSignificant = 6;
    constexpr int kMostDecimals = 12;
    if (digits < kSignificant - 1 - kMostDecimals) return fmt::format("{:.5e}", value);
    const int most = std::clamp(kSignificant - 1 - digits, 0, kMostDecimals);
    // 0.95 and not 0.950000
    const std::string plain = fmt::format("{:.{}f}", value, most);
    const std::size_t zeros = plain.size() - 1 - plain.find_last_not_of('0');
    const bool fraction = plain.find('.') != std::string::npos;
    return reports::formatted(value, fraction ? most - static_cast<int>(zeros) : most, format_);
  }

  [[nodiscard]] std::string count(double value) const {
    return std::isnan(value) ? std::string("-") : reports::formatted(value, 0, format_);
  }

  [[nodiscard]] std::string reasons(const run::ReasonCounts& counts) const {
    std::vector<std::string> parts;
    parts.reserve(counts.size());
    for (const auto& [reason, number] : counts) {
      parts.push_back(fmt::format("{} {}", say(reason), count(number)));
    }
    return fmt::format("{}", fmt::join(parts, ", "));
  }

  [[nodiscard]] std::string cell_name() const {
    std::vector<std::string> parts;
    for (const auto& [name, label] : cell_.cell)
      parts.push_back(fmt::format("{} = {}", name, bar_safe(label)));
    if (parts.empty()) parts.push_back(say(N_("Total")));
    if (!cell_.row.category.empty()) {
      const auto& label = cell_.row.category_label;
      parts.push_back(bar_safe(label.empty() ? cell_.row.category : label));
    }
    return fmt::format("{}", fmt::join(parts, ", "));
  }

  void add_heading() {
    const auto& row = cell_.row;
    line(fmt::format("# {}: {}", bar_safe(row.indicator), cell_name()));
    line("");
    line(fmt::format("{}. {} ({}, {}).",
                     bar_safe(row.indicator_label.empty() ? row.indicator : row.indicator_label),
                     bar_safe(cell_.title), bar_safe(cell_.study), bar_safe(cell_.period)));
    if (!cell_.reference_period.empty()) {
      line(say(N_("Reference period: {period}."), {{"period", cell_.reference_period}}));
    }
    line("");
    if (!cell_.publish) {
      line(say(N_("The quality scheme {scheme} does not let this figure be published ({label}): neither it "
                  "nor what "
                  "it is made of is shown. Cases: {n}."),
               {{"scheme", cell_.quality_scheme}, {"label", cell_.quality_title}, {"n", count(row.n)}}));
      return;
    }
    line(say(N_("**{estimate}** ({measure}, {unit}); standard error {se}; {level} % confidence interval from "
                "{low} "
                "to {high}; cases: {n}."),
             {{"estimate", figure(row.estimate)},
              {"measure", say(row.measure)},
              {"unit", say(row.unit)},
              {"se", figure(row.se)},
              {"level", figure(100 * row.level)},
              {"low", figure(row.ci_low)},
              {"high", figure(row.ci_high)},
              {"n", count(row.n)}}));
    if (!row.notes.empty())
      line(say(N_("Notes: {notes}."), {{"notes", fmt::format("{}", fmt::join(row.notes, ", "))}}));
  }

  void add_files() {
    for (const auto& level : cell_.files) {
      for (const auto& step : level.steps) {
        line(say(N_("- {step} {file}: {before} rows, {after} left"),
                 {{"step", say(step.step)},
                  {"file", code(step.text)},
                  {"before", count(static_cast<double>(step.rows_in))},
                  {"after", count(static_cast<double>(step.rows_out))}}) +
             (step.step == "join" ? say(N_(", {count} without a partner"),
                                        {{"count", count(static_cast<double>(step.unmatched))}})
                                  : std::string()));
      }
    }
    for (const auto& edit : cell_.edits) {
      line(say(N_("- edit rule {edit} changed {variable} in {count} rows"),
               {{"edit", edit.edit},
                {"variable", edit.variable},
                {"count", count(static_cast<double>(edit.changed))}}));
    }
    for (const auto& each : cell_.imputed) {
      line(say(N_("- {variable} imputed in {count} rows"),
               {{"variable", each.variable}, {"count", count(static_cast<double>(each.imputed))}}));
    }
  }

  void add_steps(const std::vector<run::CellStep>& steps) {
    if (steps.empty()) return;
    line("");
    line(say(N_("| step | condition | rows left | rows lost | of them without an answer |")));
    line("|---|---|---:|---:|---|");
    for (const auto& step : steps) {
      line(fmt::format("| {} | {} | {} | {} | {} |", say(step.step), code(step.text), count(step.rows),
                       &step == &steps.front() ? std::string() : count(step.lost), reasons(step.missing)));
    }
  }

  void add_rows() {
    section(N_("From the files to the base"));
    add_files();
    add_steps(cell_.steps);
    add_steps(cell_.events);
    if (cell_.smallest_count > 0) {
      line("");
      line(say(N_("Counts below {count} are not shown, nor what would give them away."),
               {{"count", figure(cell_.smallest_count)}}));
    }
  }

  void add_construct(const run::ExplainedConstruct& construct) {
    std::string text = fmt::format("- {}", code(construct.id));
    if (!construct.label.empty()) text += fmt::format(" ({})", bar_safe(construct.label));
    text += fmt::format(" = {}; ", code(construct.expression));
    text += say(N_("missing answers: {policy}"), {{"policy", construct.policy}});
    if (std::isfinite(construct.min_answered)) {
      text += say(N_(" (at least {share} of the acts asked)"), {{"share", figure(construct.min_answered)}});
    }
    if (!construct.universe.empty())
      text += say(N_("; universe: {universe}"), {{"universe", code(construct.universe)}});
    if (!construct.reference_period.empty()) text += "; " + bar_safe(construct.reference_period);
    line(text);
  }

  void add_numerator() {
    if (cell_.numerator.empty()) return;
    section(N_("What is counted"));
    line(say(N_("Numerator: {numerator}."), {{"numerator", code(cell_.numerator)}}));
    line("");
    for (const auto& construct : cell_.constructs) add_construct(construct);
    if (cell_.acts.empty()) return;
    line("");
    line(say(N_("| act, in the rows of the base | | yes | no | without an answer |")));
    line("|---|---|---:|---:|---|");
    for (const auto& act : cell_.acts) {
      if (act.withheld) {
        line(fmt::format("| {} | {} | {} | | |", code(act.text), bar_safe(act.label), say(N_("not shown"))));
        continue;
      }
      const bool condition = std::isfinite(act.yes);
      line(fmt::format("| {} | {} | {} | {} | {} |", code(act.text), bar_safe(act.label),
                       condition ? count(act.yes) : say(N_("answered")) + " " + count(act.answered),
                       condition ? count(act.no) : std::string(), reasons(act.missing)));
    }
  }

  void add_numbers(const std::vector<run::NamedNumber>& numbers) {
    for (const auto& [name, value] : numbers) line(fmt::format("- {} = {}", say(name), figure(value)));
  }

  void add_weight() {
    section(N_("Weight"));
    const std::string none = say(N_("none: each row counts alike"));
    line(say(N_("Weight of {role}: {weight}."),
             {{"role", cell_.weight_role}, {"weight", cell_.weight.empty() ? none : code(cell_.weight)}}));
    if (!cell_.event_weight.empty()) {
      line(say(N_("Weight of the events: {weight}."), {{"weight", code(cell_.event_weight)}}));
    }
    if (cell_.weights.empty()) return;
    line("");
    add_numbers(cell_.weights);
  }

  void add_formula(const char* title, const run::WorkedFormula& worked) {
    if (worked.numbers.empty()) return;
    section(title);
    line(worked.formula.empty() ? fmt::format("{}:", say(worked.method))
                                : fmt::format("{}: `{}`", say(worked.method), worked.formula));
    line("");
    add_numbers(worked.numbers);
  }

  void add_quality() {
    if (cell_.quality_scheme.empty()) return;
    section(N_("Quality"));
    line(say(N_("Scheme {scheme}: **{label}**. Rules in their order; the first that holds decides."),
             {{"scheme", cell_.quality_scheme},
              {"label", cell_.quality_title.empty() ? say(cell_.row.quality) : cell_.quality_title}}));
    if (cell_.rules.empty()) return;
    line("");
    line(say(N_("| rule | label | figures | holds |")));
    line("|---|---|---|---|");
    for (const auto& rule : cell_.rules) {
      std::vector<std::string> parts;
      for (const auto& each : rule.conditions) {
        const std::string value = std::isnan(each.value) ? std::string() : " (" + figure(each.value) + ")";
        parts.push_back(fmt::format("{}{}: {}", code(each.text), value, say(each.met)));
      }
      line(fmt::format("| {} | {} | {} | {}{}{} |", rule.when.empty() ? say(N_("always")) : code(rule.when),
                       bar_safe(rule.title), fmt::join(parts, "; "), rule.decides ? "**" : "",
                       say(rule.holds), rule.decides ? "**" : ""));
    }
  }

  void add_design() {
    section(N_("Design"));
    for (const auto& [name, value] : cell_.design) {
      if (!value.empty()) line(fmt::format("- {}: {}", name, code(value)));
    }
    for (const auto& [name, value] : cell_.provenance) line(fmt::format("- {}: {}", name, code(value)));
  }

  const CellExplanation& cell_;
  const reports::NumberFormat& format_;
  std::string text_;
};

}  // namespace

std::string explanation_text(const CellExplanation& explanation, const reports::NumberFormat& format) {
  return Writer(explanation, format).write();
}

}  // namespace sondeo::cli
