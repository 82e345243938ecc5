#include "program/run/cell_figures.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <variant>

#include <fmt/format.h>

#include "engine/estimation/degrees_of_freedom.hpp"
#include "engine/moments/row_values.hpp"
#include "engine/numeric/compensated.hpp"
#include "engine/numeric/distribution.hpp"

namespace sondeo::run {

namespace {

using estimation::Measure;
using estimation::Scores;

bool of_cases(const estimation::Target& target) {
  const bool part = target.measure == Measure::kShare || target.measure == Measure::kMultiple;
  return target.measure == Measure::kProportion || target.measure == Measure::kCdf ||
         (part && target.variate.x.empty());
}

double t_quantile(const CellFigures& figures) {
  return numeric::t_quantile(1 - (1 - figures.spec.level) / 2, figures.row.df);
}

/// The number behind `name=` in the notes.
std::optional<double> noted(const std::vector<std::string>& notes, const std::string& name) {
  for (const auto& note : notes) {
    if (!note.starts_with(name + "=")) continue;
    double value = 0;
    const char* begin = note.data() + name.size() + 1;
    if (std::from_chars(begin, note.data() + note.size(), value).ec == std::errc()) return value;
  }
  return std::nullopt;
}

bool has_note(const CellFigures& figures, const char* note) {
  const auto& notes = figures.row.notes;
  return std::find(notes.begin(), notes.end(), note) != notes.end();
}

const design::ReplicateScheme* scheme_of(const CellFigures& figures) {
  if (figures.rows.made != nullptr) return &figures.rows.made->scheme;
  return figures.rows.given != nullptr ? &figures.rows.given->scheme : nullptr;
}

WorkedFormula replicate_variance(const CellFigures& figures, const design::ReplicateScheme& scheme,
                                 double variance) {
  const double used =
      static_cast<double>(figures.scored.cell.replicates - figures.scored.cell.replicates_left_out);
  WorkedFormula worked{"replicates", "V = scale sum_r rscale_r (theta_r - centre)^2", {}};
  worked.formula += scheme.about_estimate ? "; centre = theta" : "; centre = mean of the theta_r";
  worked.numbers = {
      {"replicates", static_cast<double>(scheme.count())}, {"used", used}, {"scale", scheme.scale}};
  worked.numbers.push_back({"variance", variance});
  return worked;
}

/// What the linearised variance of a design is called, and its formula.
WorkedFormula linearised(const CellFigures& figures) {
  const auto& design = figures.rows.design;
  if (design.pps) {
    return {"unequal_probabilities", "V = sum_ij (1 - pi_i pi_j / pi_ij) z_i z_j, or its approximation", {}};
  }
  if (design.two_phase) {
    return {"two_phases", "V = V(phase 1) + V(phase 2 | phase 1) of the z_i", {}};
  }
  const char* formula = "V = sum_h (1 - f_h) n_h / (n_h - 1) sum_i (z_hi - mean_h z)^2";
  if (design.later_stages.empty()) return {"linearization", formula, {}};
  return {"linearization_stages", fmt::format("{}, and of each later stage within its units", formula), {}};
}

std::string score_formula(const CellFigures& figures) {
  if (figures.rows.calibrated != nullptr) return "; z_i from residuals of the calibration";
  switch (figures.target.measure) {
    case Measure::kTotal:
      return "; z_i = t_i(y)";
    case Measure::kRatio:
      return "; z_i = (t_i(y) - R t_i(x)) / T(x)";
    default:
      return figures.target.variate.x.empty() ? "; z_i = (t_i(y) - R t_i(1)) / T(1)"
                                              : "; z_i = (t_i(y) - R t_i(x)) / T(x)";
  }
}

/// Intervals of a share, by method.
WorkedFormula share_interval(const std::string& method, double p, double se, double t,
                             const CellFigures& figures) {
  WorkedFormula worked{method, "", {{"p", p}, {"se", se}, {"t", t}}};
  if (method == "logit") worked.formula = "expit(ln(p / (1 - p)) +- t se / (p (1 - p)))";
  if (method == "wald") worked.formula = "p +- t se";
  if (method == "arcsine") worked.formula = "sin(asin(sqrt(p)) +- t se / (2 sqrt(p (1 - p))))^2";
  if (method == "wilson") {
    worked.formula =
        "(p + t^2 / (2 m) +- t / (2 m) sqrt(4 m p (1 - p) + t^2)) / (1 + t^2 / m), m = p (1 - p) / se^2";
    worked.numbers.push_back({"m", p * (1 - p) / (se * se)});
  }
  if (method == "beta" || method == "korn-graubard") {
    const double n = figures.row.n;
    const double t_n = numeric::t_quantile(1 - (1 - figures.spec.level) / 2, n - 1);
    const double cases = p * (1 - p) / (se * se) * (t_n / t) * (t_n / t);
    worked.formula =
        "beta quantiles of (m p, m (1 - p) + 1) and (m p + 1, m (1 - p)), m = p (1 - p) / se^2 (t(n - 1) / "
        "t)^2";
    if (method == "korn-graubard") worked.formula += ", at most n";
    worked.numbers.push_back({"n", n});
    worked.numbers.push_back({"m", method == "beta" ? cases : std::min(cases, n)});
  }
  if (method == "likelihood") {
    worked.formula = "the p0 where the deviance of n cases, over n / (n - 1), is t^2 se^2 n / (p (1 - p))";
    worked.numbers.push_back({"n", figures.row.n});
  }
  return worked;
}

WorkedFormula other_interval(const CellFigures& figures) {
  const auto& row = figures.row;
  const double t = t_quantile(figures);
  if (row.interval == "log") {
    return {"log", "theta exp(+- t se / theta)", {{"theta", row.estimate}, {"se", row.se}, {"t", t}}};
  }
  return {row.interval, "theta +- t se", {{"theta", row.estimate}, {"se", row.se}, {"t", t}}};
}

/// No case with the event, or none without it.
std::optional<WorkedFormula> extreme_interval(const CellFigures& figures) {
  const auto deff = noted(figures.row.notes, "deff_used");
  if (!deff) return std::nullopt;
  const double n = figures.row.n;
  const double alpha = 1 - figures.spec.level;
  if (figures.row.interval == "clopper-pearson") {
    return WorkedFormula{"clopper-pearson",
                         "1 - (alpha / 2)^(1 / m) from the end where p is, m = n / max(1, deff)",
                         {{"alpha", alpha}, {"n", n}, {"deff", *deff}, {"m", n / std::max(1.0, *deff)}}};
  }
  return WorkedFormula{
      "poisson", "[0, -ln(alpha / 2) max(1, deff) unit / n]", {{"alpha", alpha}, {"n", n}, {"deff", *deff}}};
}

}  // namespace

double weighted_y(const moments::Variate& variate, std::size_t row) {
  const double weight = variate.weight[row];
  if (const auto* numbers = std::get_if<moments::Numbers>(&variate.y)) return weight * numbers->values[row];
  if (const auto* amounts = std::get_if<moments::NumbersInGroup>(&variate.y)) {
    return amounts->group_of_row[row] == amounts->group ? weight * amounts->values[row] : 0.0;
  }
  if (const auto* events = std::get_if<moments::Events>(&variate.y)) return events->weighted[row];
  return moments::is_yes(variate, row) ? weight : 0.0;
}

WorkedFormula worked_estimate(const CellFigures& figures, std::span<const std::int8_t> cases) {
  const auto& variate = figures.target.variate;
  numeric::CompensatedSum weight;
  numeric::CompensatedSum y;
  numeric::CompensatedSum x;
  for (std::size_t row = 0; row < cases.size(); ++row) {
    if (cases[row] != 1) continue;
    weight.add(variate.weight[row]);
    y.add(weighted_y(variate, row));
    if (!variate.x.empty()) x.add(variate.weight[row] * variate.x[row]);
  }
  WorkedFormula worked{estimation::measure_name(figures.target.measure), "", {{"T(1)", weight.value()}}};
  worked.numbers.push_back({"T(y)", y.value()});
  if (!variate.x.empty()) worked.numbers.push_back({"T(x)", x.value()});
  worked.formula = variate.x.empty() ? "T(y) / T(1)" : "T(y) / T(x)";
  if (figures.target.measure == Measure::kTotal) worked.formula = "T(y)";
  if (figures.quantile) worked.formula = "F(q) = T(y) / T(1), y: at or below q";
  const double per = figures.target.per;
  if (per != 1.0 && !figures.quantile) {
    worked.formula += " x per";
    worked.numbers.push_back({"per", per});
  }
  return worked;
}

WorkedFormula worked_variance(const CellFigures& figures) {
  const double se = figures.quantile ? figures.scored.cell.se : figures.row.se;
  const double variance = se * se;
  WorkedFormula worked;
  if (const auto* scheme = scheme_of(figures)) {
    worked = replicate_variance(figures, *scheme, variance);
  } else {
    worked = linearised(figures);
    worked.formula += score_formula(figures);
    const auto& units = figures.scored.cell.units;
    worked.numbers = {{"psus", units.psus},
                      {"strata", units.strata},
                      {"psus_of_strata", units.psus_of_strata},
                      {"variance", variance}};
  }
  worked.numbers.push_back({"se", se});
  return worked;
}

std::vector<StratumShare> strata_shares(const CellFigures& figures) {
  const auto& design = figures.rows.design;
  const auto& scores = figures.scored.scores;
  const bool by_stratum = scheme_of(figures) == nullptr && !design.pps && !design.two_phase &&
                          design.later_stages.empty() && scores.control.empty() &&
                          design.lonely_psu != design::LonelyPsu::kAdjust &&
                          design.lonely_psu != design::LonelyPsu::kAverage;
  std::vector<StratumShare> shares;
  if (!by_stratum) return shares;
  for (std::size_t i = 0; i < scores.psus.size();) {
    const auto stratum_at = [&](std::size_t k) {
      return design.stratum_of_psu[static_cast<std::size_t>(scores.psus[k])];
    };
    const auto h = static_cast<std::size_t>(stratum_at(i));
    Scores part;
    double with_cases = 0;
    for (; i < scores.psus.size() && stratum_at(i) == static_cast<std::int32_t>(h); ++i) {
      part.psus.push_back(scores.psus[i]);
      part.values.push_back(scores.values[i]);
      if (scores.has_cases(i)) with_cases += 1;
    }
    const auto& stratum = design.strata[h];
    shares.push_back({stratum.label, static_cast<double>(stratum.psu_count), with_cases,
                      estimation::linearized_variance(design, part)});
  }
  return shares;
}

std::vector<double> replicate_factors(const CellFigures& figures) {
  const auto* scheme = scheme_of(figures);
  if (scheme == nullptr) return {};
  const bool plain = std::all_of(scheme->rscales.begin(), scheme->rscales.end(),
                                 [](double rscale) { return rscale == 1.0; });
  return plain ? std::vector<double>{} : scheme->rscales;
}

WorkedFormula worked_df(const CellFigures& figures) {
  const auto& units = figures.scored.cell.units;
  const bool share = of_cases(figures.target) || figures.quantile;
  const auto& spec = share ? figures.spec.df_of_proportions() : figures.spec.df;
  const auto rule = spec.rule;
  const bool by_rule = rule != estimation::DfRule::kInfinite && rule != estimation::DfRule::kGiven;
  if (figures.rows.given != nullptr && figures.rows.given->rank_df && by_rule) {
    const bool said = figures.rows.given->df.has_value();
    return {said ? "given" : "replicate_rank",
            said ? "as the study says" : "rank of the replicate weights - 1",
            {{"df", figures.row.df}}};
  }
  switch (rule) {
    case estimation::DfRule::kInfinite:
      return {"inf", "normal distribution", {{"df", figures.row.df}}};
    case estimation::DfRule::kGiven:
      return {"given", "as the study says", {{"df", figures.row.df}}};
    case estimation::DfRule::kDesign:
      return {"design", "PSUs - strata of all rows with weight", {{"df", figures.row.df}}};
    default:
      break;
  }
  const bool of_strata = rule == estimation::DfRule::kStrata || has_note(figures, "df_strata");
  const double psus = of_strata ? units.psus_of_strata : units.psus;
  return {of_strata ? "strata" : "domain",
          of_strata ? "all PSUs of the strata with cases - those strata" : "PSUs - strata, those with cases",
          {{"psus", psus}, {"strata", units.strata}, {"df", figures.row.df}}};
}

WorkedFormula worked_interval(const CellFigures& figures) {
  const auto& row = figures.row;
  WorkedFormula worked{row.interval, "", {}};
  if (const auto extreme = extreme_interval(figures)) {
    worked = *extreme;
  } else if (std::isfinite(row.ci_low)) {
    const double t = t_quantile(figures);
    if (figures.quantile) {
      const std::string of_share = row.interval->substr(row.interval->find('-') + 1);
      worked = share_interval(of_share, figures.scored.cell.value, figures.scored.cell.se, t, figures);
      worked.formula += "; both ends of F(q) read off the values by the quantile's rule";
      worked.method = row.interval;
    } else if (of_cases(figures.target)) {
      worked = share_interval(row.interval, figures.scored.cell.value, figures.scored.cell.se, t, figures);
    } else {
      worked = other_interval(figures);
    }
  }
  worked.numbers.push_back({"level", figures.spec.level});
  worked.numbers.push_back({"low", row.ci_low});
  worked.numbers.push_back({"high", row.ci_high});
  return worked;
}

WorkedFormula worked_effect(const CellFigures& figures) {
  const auto& cell = figures.scored.cell;
  if (figures.quantile) return {};
  const double per = figures.target.per;
  const double variance = cell.se * cell.se * per * per;
  WorkedFormula worked{"srs", "deff = V / (S2 / n)", {}};
  worked.numbers = {{"variance", variance},
                    {"srs_variance", variance / cell.deff},
                    {"n", cell.sums.n},
                    {"deff", cell.deff}};
  constexpr double kRounding = 1e-9;  // the table adds up in another order
  if (std::abs(figures.row.deff - cell.deff) > kRounding * cell.deff) {
    worked.formula += ", in the table without replacement";
    worked.numbers.push_back({"deff_table", figures.row.deff});
  }
  worked.numbers.push_back({"cv", figures.row.cv});
  return worked;
}

}  // namespace sondeo::run
