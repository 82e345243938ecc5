#include "reports/model_text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "reports/plain_text.hpp"
#include "reports/text_grid.hpp"

namespace sondeo::reports {

namespace {

using estimation::Coefficient;
using estimation::ModelResult;

std::string number(double value) { return std::isnan(value) ? "" : fmt::format("{:.4g}", value); }

std::string interval(const Coefficient& row) {
  if (std::isnan(row.ci_low)) return {};
  return fmt::format("[{}, {}]", number(row.ci_low), number(row.ci_high));
}

/// exp(estimate) where the family has a name for it.
double ratio(const Coefficient& row) { return std::isnan(row.odds_ratio) ? row.rate_ratio : row.odds_ratio; }

std::string heading(const ModelResult& model, const TerminalStyle& style) {
  const std::string formula = printable(model.model);
  const std::string title = style.bold_titles ? "\x1b[1m" + formula + "\x1b[0m" : formula;
  std::string text = fmt::format("\n{}  ({})\n", title, word(style, model.family));
  if (!std::isnan(model.n)) {
    text += fmt::format("n: {}   {}: {}   {}: {}   {}: {}\n", grouped(model.n, 0), word(style, "missing"),
                        grouped(model.n_missing, 0), word(style, "n_psu"), grouped(model.n_psu, 0),
                        word(style, "n_strata"), grouped(model.n_strata, 0));
  }
  if (!model.notes.empty()) {
    text += fmt::format("{}: {}\n", word(style, "notes"), fmt::join(model.notes, ";"));
  }
  return text;
}

}  // namespace

std::string rounded_p(double p) {
  constexpr double kLeastShown = 0.0001;
  if (std::isnan(p)) return {};
  return p < kLeastShown ? "<0.0001" : fmt::format("{:.4f}", p);
}

std::string model_text(const ModelResult& model, const TerminalStyle& style) {
  TextGrid grid({1, 100});
  const bool ratios = std::any_of(model.coefficients.begin(), model.coefficients.end(),
                                  [](const Coefficient& row) { return !std::isnan(ratio(row)); });
  std::vector<std::string> names = {word(style, "term"),
                                    word(style, "estimate"),
                                    word(style, "se"),
                                    "t",
                                    word(style, "df"),
                                    "p",
                                    fmt::format("{} {}%", word(style, "ci"), 100 * model.level)};
  if (ratios) names.push_back(word(style, model.family == "logistic" ? "odds_ratio" : "rate_ratio"));
  grid.add(std::move(names));
  for (const auto& row : model.coefficients) {
    const std::string name = printable(row.term_label.empty() ? row.term : row.term_label);
    std::vector<std::string> cells = {shorten(name, style.label_width),
                                      number(row.estimate),
                                      number(row.se),
                                      number(row.t),
                                      number(row.df),
                                      rounded_p(row.p),
                                      interval(row)};
    if (ratios) cells.push_back(number(ratio(row)));
    grid.add(std::move(cells));
  }
  return heading(model, style) + grid.text();
}

}  // namespace sondeo::reports
