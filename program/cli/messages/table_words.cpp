#include "program/cli/messages/table_words.hpp"

#include <array>

#include "program/cli/messages/messages.hpp"

namespace sondeo::cli {

// NOLINTNEXTLINE(readability-function-size): a list
std::span<const char* const> table_words() {
  static constexpr std::array kWords = {
      // the result table
      N_("Total"), N_("estimate"), N_("se"), N_("cv"), N_("ci"), N_("n"), N_("notes"), N_("quality"),
      N_("not_applicable"),
      // measures and units
      N_("proportion"), N_("mean"), N_("total"), N_("ratio"), N_("rate"), N_("share"), N_("quantile"),
      N_("multiple"), N_("cdf"), N_("derived"), N_("difference"), N_("domain_ratio"), N_("row_proportion"),
      N_("column_proportion"), N_("total_proportion"), N_("fraction"), N_("percent"), N_("count"),
      N_("per_100"), N_("per_1000"), N_("per_10000"), N_("per_100000"),
      // the table of tests
      N_("Tests"), N_("test"), N_("statistic"), N_("value"), N_("p_adjusted"),
      // changes between editions
      N_("verdict"), N_("significant"), N_("not_significant"), N_("not_tested"), N_("not_comparable"),
      N_("overlap"), N_("shared_psus"), N_("adjust"), N_("break"), N_("none"), N_("psu"),
      // series of editions
      N_("slope"), N_("wald_p"), N_("curve_p"), N_("time"), N_("period"), N_("order"),
      // the next sample
      N_("change_now"), N_("cases"), N_("psus"), N_("interviews"), N_("approached"), N_("planned_change"),
      N_("target_cv"), N_("target_change"), N_("target_change_pp"), N_("alpha"), N_("power"), N_("response"),
      N_("per_psu"), N_("correlation"), N_("passing"), N_("not_known"),
      // models
      N_("linear"), N_("logistic"), N_("poisson"), N_("term"), N_("odds_ratio"), N_("rate_ratio"),
      // the facts of a design
      N_("level"), N_("n_strata"), N_("n_psu"), N_("fpc"), N_("variance"), N_("lonely_psu"), N_("units"),
      N_("n_units"), N_("variance_stages"), N_("certainty"), N_("domain_lonely"), N_("merged_strata"),
      N_("df"), N_("level_of_confidence"), N_("interval"), N_("other"), N_("replicate_weights"),
      N_("combined"), N_("replicates"), N_("scale"), N_("rscales"), N_("centre"), N_("seed"),
      N_("quantile_rule"), N_("standardised_by"), N_("standard_population"), N_("replicate_file"),
      N_("draws"), N_("tau"), N_("psu_order"), N_("imputations"), N_("imputed_data"), N_("imputation_df"),
      N_("imputation_seed"), N_("fmi"), N_("like"), N_("deff"), N_("below_zero"), N_("kish"),
      // weighting steps
      N_("step"), N_("start"), N_("sum"), N_("min"), N_("p50"), N_("max"), N_("n_eff"), N_("factor_min"),
      N_("factor_max"), N_("groups"), N_("trimmed"), N_("trimmed_sum"), N_("lower"), N_("upper"),
      N_("respondent"), N_("nonrespondent"), N_("ineligible"), N_("unknown"), N_("response_rate"),
      N_("weighted_response_rate"), N_("classes"), N_("merged_classes"), N_("capped"), N_("before"),
      N_("after"), N_("target"), N_("weighting"), N_("Response"), N_("with substitutes"), N_("weighted"),
      N_("overall"), N_("sampled_psus"),
      // a file's summary
      N_("format"), N_("rows"), N_("variables"), N_("encoding"), N_("separator"), N_("decimal mark"),
      N_("quote"), N_("number"), N_("text"), N_("valid"), N_("missing"), N_("missing code"), N_("distinct"),
      N_("range"), N_("Candidates"), N_("weight"), N_("strata"), N_("psu"), N_("key"),
      // the catalogue and the instruments
      N_("measure"), N_("numerator"), N_("denominator"), N_("universe"), N_("reference period"),
      N_("missing answers"), N_("unit"), N_("disaggregations"), N_("custodians"), N_("source"), N_("edition"),
      N_("catalogue"), N_("Constructs"), N_("Figures"), N_("Pitfalls"), N_("Left to the office"), N_("Notes"),
      N_("defined"), N_("follows"), N_("construct"), N_("item"), N_("mapped"), N_("not mapped"),
      N_("not in the file"), N_("computable"), N_("ages not asked"), N_("constructs on different levels"),
      N_("Items and variables"), N_("items"), N_("constructs"), N_("indicators"), N_("checks"), N_("SDMX"),
      // a printed table against a study
      N_("cell"), N_("domain"), N_("published"), N_("ours"), N_("result"), N_("convention"), N_("figures"),
      N_("explains"), N_("breaks"), N_("matches"), N_("differs"), N_("not_found"), N_("suppressed"),
      N_("withheld"), N_("the normal quantile instead of t"), N_("two conventions at once"),
      N_("another rule for the degrees of freedom"), N_("another level of confidence"),
      N_("another interval of proportions"), N_("another interval of means and totals"), N_("another weight"),
      N_("no weight"), N_("another treatment of strata with one PSU"),
      N_("without the finite population correction"), N_("a part of the design left out"),
      N_("the calibration of the weights left out"), N_("linearised variance instead of replicates"),
      N_("the conventions of another package"), N_("another base: who is asked"),
      N_("missing answers count as no"), N_("another policy for missing answers"),
      N_("the rows that where leaves out"), N_("the answers as they were before the edit rules"),
      N_("a subset of the file before the design"), N_("the digits were not rounded once to the nearest"),
      N_("the figures of another group stand there"), N_("the instrument of another edition"),
      // the plan of a check
      N_("where"), N_("answered"), N_("yes"), N_("events")};
  return kWords;
}

}  // namespace sondeo::cli
