#include "program/cli/flags.hpp"

#include <algorithm>
#include <array>

#include "program/cli/messages/messages.hpp"

namespace sondeo::cli {

namespace {

constexpr bool kOnce = false;
constexpr bool kRepeatable = true;

constexpr std::array kFlags = {
    Flag{"--proportion", "", "V", kRepeatable, FlagGroup::kWhat,
         N_("share of each category of a variable, or of the rows where a condition holds")},
    Flag{"--mean", "", "V", kRepeatable, FlagGroup::kWhat, N_("mean of a variable or expression")},
    Flag{"--total", "", "V", kRepeatable, FlagGroup::kWhat, N_("total of a variable or expression")},
    Flag{"--ratio", "", "NUM/DEN", kRepeatable, FlagGroup::kWhat,
         N_("ratio of two totals, each of a variable or expression")},
    Flag{"--share", "", "V", kRepeatable, FlagGroup::kWhat,
         N_("how the cases, or an amount, are distributed over the categories of a variable")},
    Flag{"--share-of", "", "AMOUNT", kOnce, FlagGroup::kWhat,
         N_("the amount that --share distributes, a variable or expression; without it the cases")},
    Flag{"--quantile", "", "V", kRepeatable, FlagGroup::kWhat,
         N_("quantiles of a variable or expression, with Woodruff intervals")},
    Flag{"--probs", "", "P[,P2]", kOnce, FlagGroup::kWhat,
         N_("which quantiles, as .25,.5,.75; the median by default")},
    Flag{"--multiple", "", "ITEMS", kRepeatable, FlagGroup::kWhat,
         N_("share of each item of a question with several answers, as 'p8_[1-5]' or 'p8_[1-5] == 1'")},
    Flag{"--multiple-base", "", "BASE", kOnce, FlagGroup::kWhat,
         N_("what those are a share of: cases (default) or responses")},
    Flag{"--cdf", "", "V", kRepeatable, FlagGroup::kWhat,
         N_("distribution function of a variable or expression: the share of cases at or below points")},
    Flag{"--at", "", "X[,X2]", kOnce, FlagGroup::kWhat, N_("the points of --cdf")},
    Flag{"--table", "", "ROWS,COLUMNS", kRepeatable, FlagGroup::kWhat,
         N_("the cross of two variables, in shares of its rows, columns or whole")},
    Flag{"--percent-of", "", "WHAT", kOnce, FlagGroup::kWhat,
         N_("what the cells of --table are shares of: row, column or total (default)")},
    Flag{"--standardise", "", "V[,V2]", kOnce, FlagGroup::kWhat,
         N_("direct standardisation of proportions and means: each category of V has its share of the "
            "standard "
            "population in every domain")},
    Flag{"--standard-population", "", "FILE", kOnce, FlagGroup::kWhat,
         N_("that population: a file with the columns V and 'total'")},
    Flag{"--standard-minimum", "", "N", kOnce, FlagGroup::kWhat,
         N_("fewest cases that a category may have in a domain, 1 by default")},
    Flag{"--compare", "", "V[:CODE]", kRepeatable, FlagGroup::kWhat,
         N_("compare the categories of a variable, with tests: every pair, each with the category CODE, or "
            "each "
            "with 'total'")},
    Flag{"--compare-as", "", "FORM", kOnce, FlagGroup::kWhat,
         N_("what they are compared by: difference (default) or ratio")},
    Flag{
        "--derive", "", "F", kRepeatable, FlagGroup::kWhat,
        N_("a function of estimates, as 'gap = victim[sex=2] - victim[sex=1]': indicators in cells, numbers, "
           "+ - * / ^, log, exp, sqrt")},
    Flag{"--crosstab", "", "A,B", kRepeatable, FlagGroup::kWhat,
         N_("test whether two categorical variables are independent")},
    Flag{"--crosstab-test", "", "TEST[,T2]", kOnce, FlagGroup::kWhat,
         N_("which tests: f (default, Rao-Scott), chisq, wald, adjusted-wald, lincom, saddlepoint or all")},
    Flag{"--ttest", "", "'Y [~ G]'", kRepeatable, FlagGroup::kWhat,
         N_("t test of a mean, or of the difference between the two groups of G")},
    Flag{"--mu", "", "X", kOnce, FlagGroup::kWhat,
         N_("the mean or difference that --ttest compares with, 0 by default")},
    Flag{"--linear", "", "'Y ~ X + Z'", kRepeatable, FlagGroup::kWhat, N_("linear regression")},
    Flag{"--logistic", "", "'Y ~ X + Z'", kRepeatable, FlagGroup::kWhat,
         N_("logistic regression of a condition or share, with odds ratios")},
    Flag{"--poisson", "", "'Y ~ X + Z'", kRepeatable, FlagGroup::kWhat,
         N_("Poisson regression of a count, with rate ratios")},
    Flag{"--by", "", "A[,B]", kRepeatable, FlagGroup::kWhat,
         N_("break down by a variable, or by the cross of several")},
    Flag{"--where", "", "EXPR", kOnce, FlagGroup::kWhat,
         N_("estimate for the rows where the condition holds; the others stay in the design")},
    Flag{"--percent", "", "", kOnce, FlagGroup::kWhat, N_("proportions, shares and ratios in percent")},
    Flag{"--weight", "", "W", kOnce, FlagGroup::kDesign, N_("the weight, a variable or expression")},
    Flag{"--calibrated", "", "A[,B]", kRepeatable, FlagGroup::kDesign,
         N_("the weight was calibrated to known totals of the categories of A, or of the cross of several: "
            "standard errors are those of calibration residuals; once for each margin")},
    Flag{"--calibrated-variable", "", "V", kRepeatable, FlagGroup::kDesign,
         N_("the same for a known total of a number")},
    Flag{"--strata", "", "S[,S2]", kRepeatable, FlagGroup::kDesign,
         N_("the strata; several variables are their interaction; a second --strata holds those of the "
            "second stage, and so on")},
    Flag{"--psu", "", "P[,SSU]", kOnce, FlagGroup::kDesign,
         N_("the primary sampling units, nested in the strata, then the units of each later stage; without "
            "it each row is its own")},
    Flag{"--fpc", "", "F[,F2]", kOnce, FlagGroup::kDesign,
         N_("population sizes, or sampling fractions, of the strata of each stage (finite population "
            "correction)")},
    Flag{"--ultimate-cluster", "", "", kOnce, FlagGroup::kDesign,
         N_("variance between the primary sampling units only, whatever the later stages")},
    Flag{"--certainty", "", "V", kOnce, FlagGroup::kDesign,
         N_("which primary sampling units were in the sample for sure, a condition or a yes/no variable: "
            "each is a stratum of its own, whose variance is that of its next stage")},
    Flag{"--pps", "", "METHOD", kOnce, FlagGroup::kDesign,
         N_("PSUs drawn without replacement with unequal probabilities: brewer, overton, hartley-rao, "
            "hartley-rao:P (P = sum of squared probabilities / n over the population, a number or "
            "variable), joint or poisson")},
    Flag{"--pps-variance", "", "FORM", kOnce, FlagGroup::kDesign,
         N_("ht (Horvitz-Thompson, default) or yg (Yates-Grundy), for overton, hartley-rao and joint")},
    Flag{"--pps-probabilities", "", "V", kOnce, FlagGroup::kDesign,
         N_("inclusion probabilities of the PSUs; without it 1 / weight")},
    Flag{
        "--joint-probabilities", "", "FILE", kOnce, FlagGroup::kDesign,
        N_("for --pps joint, a CSV: a square matrix (first column the codes of the PSUs, the others named by "
           "them), or columns id1, id2, probability")},
    Flag{
        "--phase2", "", "EXPR", kOnce, FlagGroup::kDesign,
        N_("the rows of a second phase, a subsample of the rows; strata, PSU and fpc are the first phase's")},
    Flag{"--phase2-strata", "", "S[,S2]", kOnce, FlagGroup::kDesign, N_("the strata of the second phase")},
    Flag{"--phase2-psu", "", "U", kOnce, FlagGroup::kDesign,
         N_("the units of the second phase, inside PSUs of the first; without it each row is its own")},
    Flag{"--phase2-fpc", "", "F", kOnce, FlagGroup::kDesign,
         N_("units of the first phase in the strata of the second, or fractions drawn; without it counted in "
            "the file")},
    Flag{"--phase2-method", "", "METHOD", kOnce, FlagGroup::kDesign,
         N_("variance of both phases: full (default) or approx (one unit in each PSU)")},
    Flag{"--phase2-weight", "", "WEIGHT", kOnce, FlagGroup::kDesign,
         N_("which weight is given: first (default), of the first phase, or final, of both")},
    Flag{"--lonely-psu", "", "RULE", kOnce, FlagGroup::kDesign,
         N_("a stratum with one PSU: fail (default), remove, adjust, average or certainty")},
    Flag{"--collapse-strata", "", "S[,S2]", kOnce, FlagGroup::kDesign,
         N_("merge a stratum with one PSU with the nearest in size that has the same codes of these of its "
            "variables, before the rule")},
    Flag{"--collapse-map", "", "FILE", kOnce, FlagGroup::kDesign,
         N_("merge the strata that a CSV with columns stratum and into lists, as 1/2,1/3")},
    Flag{"--sampled-psus", "", "FILE", kOnce, FlagGroup::kDesign,
         N_("all PSUs of the sample, with the columns of the strata and the PSU: those without rows count in "
            "the variance")},
    Flag{"--domain-lonely", "", "", kOnce, FlagGroup::kDesign,
         N_("adjust and average also where a domain has cases in a single PSU of a stratum")},
    Flag{"--replicate-weights", "", "COLUMNS", kOnce, FlagGroup::kDesign,
         N_("columns of replicate weights: names, ranges as 'W[1-80]' or patterns as 'BRRWT*', between "
            "commas")},
    Flag{"--replicate-file", "", "FILE", kOnce, FlagGroup::kDesign,
         N_("the file that holds those columns, joined row by row")},
    Flag{"--replicate-key", "", "K[,K2]", kOnce, FlagGroup::kDesign,
         N_("the variables of both files by which it is joined; without it, its column 'row'")},
    Flag{"--replicates", "", "METHOD", kOnce, FlagGroup::kDesign,
         N_("how those were made: brr, fay:RHO, jk1, jkn, jk2, bootstrap, sdr, acs or other")},
    Flag{"--scale", "", "X", kOnce, FlagGroup::kDesign,
         N_("factor of their variance instead of the method's")},
    Flag{"--rscales", "", "FILE", kOnce, FlagGroup::kDesign,
         N_("factor of each replicate, one number on each line of a text file")},
    Flag{"--mse", "", "", kOnce, FlagGroup::kDesign,
         N_("variance about the full-sample estimate (default but for bootstrap)")},
    Flag{"--no-mse", "", "", kOnce, FlagGroup::kDesign,
         N_("variance about the mean of the replicates (default for bootstrap)")},
    Flag{"--missing", "", "V=8,9", kRepeatable, FlagGroup::kDesign,
         N_("codes of a variable that mean no answer and that the file does not declare")},
    Flag{"--imputations", "", "FILES", kOnce, FlagGroup::kDesign,
         N_("completed files of multiply imputed data, FILE among them: names, or patterns as "
            "'imp[1-5].sav'")},
    Flag{"--imputation-id", "", "V", kOnce, FlagGroup::kDesign,
         N_("or the variable that tells the completed data sets apart that FILE stacks; its 0 is left out")},
    Flag{"--imputed", "", "'V = COLUMNS'", kRepeatable, FlagGroup::kDesign,
         N_("or an imputed variable and its completed columns, as 'income = income_[1-5]' (plausible "
            "values)")},
    Flag{"--imputation-df", "", "RULE", kOnce, FlagGroup::kDesign,
         N_("degrees of freedom of what is combined: barnard-rubin (default), rubin or mitools")},
    Flag{"--allow-normalised", "", "", kOnce, FlagGroup::kDesign,
         N_("totals even if the weights sum to the number of rows")},
    Flag{"--interval", "", "METHOD", kOnce, FlagGroup::kEstimate,
         N_("interval of proportions: logit (default), wald, beta, korn-graubard, wilson, arcsine or "
            "likelihood")},
    Flag{"--interval-other", "", "METHOD", kOnce, FlagGroup::kEstimate,
         N_("interval of means, totals and ratios: wald (default) or log")},
    Flag{"--quantile-interval", "", "METHOD", kOnce, FlagGroup::kEstimate,
         N_("interval from which a quantile's is read: wald (default), logit, beta or arcsine")},
    Flag{"--quantile-rule", "", "RULE", kOnce, FlagGroup::kEstimate,
         N_("how quantiles are read off the values: hf1 (default, also math), hf2 (school), to hf9")},
    Flag{"--level", "", "L", kOnce, FlagGroup::kEstimate, N_("confidence level, 0.95 by default")},
    Flag{"--df", "", "RULE", kOnce, FlagGroup::kEstimate,
         N_("degrees of freedom: domain (default), strata, design, inf or a number")},
    Flag{"--df-proportion", "", "RULE", kOnce, FlagGroup::kEstimate,
         N_("the same for proportions and quantiles, where it is another")},
    Flag{"--like", "", "PACKAGE", kOnce, FlagGroup::kEstimate,
         N_("the conventions of r, stata, spss or sas; what differs from sondeo's is printed, other flags "
            "win")},
    Flag{"--variance", "", "METHOD", kOnce, FlagGroup::kEstimate,
         N_("linearization (default), or replicates made from the PSUs: jk1, jkn, jk2, brr, fay:RHO, "
            "bootstrap:R (Rao-Wu), rwyb:R (Rao-Wu-Yue-Beaumont), canty-davison:R, preston:R (all stages), "
            "generalised:R, "
            "generalised-sd1:R, generalised-sd2:R, sdr or sdr:R")},
    Flag{"--adjust", "", "METHOD", kOnce, FlagGroup::kEstimate,
         N_("adjust the p values of comparisons for their number: none (default), bonferroni, holm or bh")},
    Flag{"--seed", "", "N", kOnce, FlagGroup::kEstimate,
         N_("seed of the bootstraps and of jk2, 1 by default; the same seed gives the same figures")},
    Flag{"--bootstrap-draws", "", "M", kOnce, FlagGroup::kEstimate,
         N_("PSUs that rwyb draws in each stratum, instead of one less than there are")},
    Flag{"--tau", "", "T", kOnce, FlagGroup::kEstimate,
         N_("what the deviations of the generalised bootstraps are divided by; the least that leaves no "
            "weight negative by default")},
    Flag{"--psu-order", "", "V", kOnce, FlagGroup::kEstimate,
         N_("sorts the PSUs for sdr, generalised-sd1 and generalised-sd2, instead of the order of the file")},
    Flag{"--bootstrap-cv", "", "CV", kOnce, FlagGroup::kEstimate,
         N_("note for each estimate how many bootstrap replicates bring the coefficient of variation of its "
            "standard error to CV, as 0.02")},
    Flag{"--quality", "", "SCHEME", kOnce, FlagGroup::kEstimate,
         N_("label each figure by whether it may be published: cepal-2023, cepal-2020, ine-chile-2020, "
            "ine-chile-economic, inegi, nchs-proportions, nchs-counts, dhs, statcan, or the TOML file of "
            "another scheme")},
    Flag{"--known-domain", "", "A[,B]", kRepeatable, FlagGroup::kEstimate,
         N_("a disaggregation for which the sample was designed or calibrated; some schemes ask")},
    Flag{"--deff", "", "", kOnce, FlagGroup::kEstimate, N_("add deff_wor, deft and n_eff to the table")},
    Flag{"--indicator", "", "ID", kRepeatable, FlagGroup::kWhat, N_("the indicator that is planned for")},
    Flag{"--cv", "", "CV", kOnce, FlagGroup::kWhat,
         N_("interviews for this coefficient of variation in each domain, as 0.15")},
    Flag{
        "--mde", "", "CHANGE", kOnce, FlagGroup::kWhat,
        N_("interviews for finding this change between two editions: 3pp (percentage points), or a number in "
           "the unit of the indicator")},
    Flag{"--alpha", "", "A", kOnce, FlagGroup::kWhat,
         N_("of the two-sided test of a change, 0.05 by default")},
    Flag{"--power", "", "P", kOnce, FlagGroup::kWhat, N_("of that test, 0.8 by default")},
    Flag{"--per-psu", "", "N", kOnce, FlagGroup::kWhat,
         N_("interviews in each PSU; the mean of the study's by default")},
    Flag{"--response-rate", "", "R", kOnce, FlagGroup::kWhat,
         N_("interviews of those approached, as 0.8; as the weighting steps found it by default")},
    Flag{"--overlap", "", "SHARE", kOnce, FlagGroup::kWhat,
         N_("share of the PSUs that both editions have, 0 by default")},
    Flag{"--psu-correlation", "", "R", kOnce, FlagGroup::kWhat,
         N_("correlation of a shared PSU's effects in both editions, 0 by default")},
    Flag{"--cell", "", "'indicator=ID,V=C'", kOnce, FlagGroup::kWhat,
         N_("which figure: its indicator, the codes or labels of its disaggregations, its category")},
    Flag{"--explain", "", "", kOnce, FlagGroup::kWhat,
         N_("show what each indicator counts: filters with their rows, weight, answers, interval")},
    Flag{"--write-study", "", "", kOnce, FlagGroup::kWhat,
         N_("instead, a study file with the design that the file declares (svyset of Stata)")},
    Flag{"--design", "", "FILE.sps", kOnce, FlagGroup::kWhat,
         N_("with --write-study: the SPSS syntax whose CSPLAN ANALYSIS states the design")},
    Flag{"--match", "", "GLOB", kOnce, FlagGroup::kWhat,
         N_("only the variables whose name matches, as 'FAC*'")},
    Flag{"--sheet", "", "NAME", kOnce, FlagGroup::kWhat,
         N_("the sheet of a workbook; not needed where only one is visible")},
    Flag{"--range", "", "A1:H20", kOnce, FlagGroup::kWhat,
         N_("the cells that are the table; all by default")},
    Flag{"--header-rows", "", "N", kOnce, FlagGroup::kWhat,
         N_("how many rows from the top are titles and headings; found by default")},
    Flag{"--rows", "", "A[,B]", kOnce, FlagGroup::kWhat, N_("the breakdowns of the table's rows")},
    Flag{"--columns", "", "A[,B]", kOnce, FlagGroup::kWhat, N_("the breakdowns of the table's columns")},
    Flag{"--heading", "", "TEXT=ROLE", kRepeatable, FlagGroup::kWhat,
         N_("what a text of the table is: a statistic (estimate, se, cv, ci_low, ci_high, interval, n, "
            "n_events, population, df, deff, n_psu, n_strata), VARIABLE:CODE, a breakdown, an indicator, "
            "total or ignore")},
    Flag{"--indicator", "", "ID", kOnce, FlagGroup::kWhat,
         N_("the indicator of figures whose headings name none")},
    Flag{"--statistic", "", "NAME", kOnce, FlagGroup::kWhat,
         N_("the statistic of figures whose headings name none; the estimate by default")},
    Flag{"--unit", "", "UNIT", kOnce, FlagGroup::kWhat,
         N_("in what estimates, standard errors and intervals are printed: fraction, percent, per_1000, "
            "per_10000, per_100000, thousands or millions")},
    Flag{"--try-weight", "", "W", kRepeatable, FlagGroup::kWhat,
         N_("one more weight to try where figures differ, a variable or expression")},
    Flag{"--try-instrument", "", "ID", kRepeatable, FlagGroup::kWhat,
         N_("the instrument of another edition to try where figures differ: an id of the library, or a file "
            "in "
            "the study's folder")},
    Flag{"--study", "", "STUDY", kOnce, FlagGroup::kReading,
         N_("a study: what it defines and maps is shown beside the definitions")},
    Flag{"--data", "", "DIR", kOnce, FlagGroup::kReading, N_("folder of the study's data files")},
    Flag{"--encoding", "", "NAME", kOnce, FlagGroup::kReading,
         N_("encoding of the texts of the file, when it says none or a wrong one")},
    Flag{"--separator", "", "C", kOnce, FlagGroup::kReading,
         N_("what separates the columns of a CSV (or 'tab')")},
    Flag{"--decimal", "", "C", kOnce, FlagGroup::kReading, N_("decimal mark of a CSV")},
    Flag{"--quote-char", "", "C", kOnce, FlagGroup::kReading, N_("what quotes the texts of a CSV")},
    Flag{"--format", "", "FORMAT", kOnce, FlagGroup::kResult, N_("table (default), csv or json")},
    Flag{"--output", "-o", "PATH", kOnce, FlagGroup::kResult, N_("write the result to a file")},
    Flag{"--tests", "", "PATH", kOnce, FlagGroup::kResult,
         N_("write the tests to a file of their own, as CSV")},
    Flag{"--models", "", "PATH", kOnce, FlagGroup::kResult,
         N_("write the coefficients of models to a file of their own, as CSV")},
    Flag{"--covariance", "", "PATH", kOnce, FlagGroup::kResult,
         N_("write the covariances of all estimates, quantiles left out, to a file, as a CSV matrix")},
    Flag{"--template", "", "DIR", kOnce, FlagGroup::kResult,
         N_("write the files of totals that the steps name, with the codes of the sample, to be filled in; "
            "nothing is calibrated")},
    Flag{"--write", "", "PATH", kOnce, FlagGroup::kResult,
         N_("write the weights beside the keys (.csv, .sav or .dta)")},
    Flag{"--role", "", "ROLE", kOnce, FlagGroup::kResult,
         N_("whose weights --write writes, where a study makes those of several roles")},
    Flag{"--response", "", "PATH", kOnce, FlagGroup::kResult, N_("write the response rates as a CSV")},
    Flag{"--write-replicates", "", "FILE", kOnce, FlagGroup::kResult,
         N_("write the replicate weights made, by row number or --replicate-key, as .csv, .sav or .dta")},
    Flag{"--out", "", "DIR", kOnce, FlagGroup::kResult,
         N_("folder of the report's files, 'report' by default; made if it is not there")},
    Flag{"--strict", "", "", kOnce, FlagGroup::kResult,
         N_("end with exit code 1 if the quality scheme finds figures that are not to be published")},
    Flag{"--force", "", "", kOnce, FlagGroup::kResult, N_("overwrite the output file if it exists")},
    Flag{"--threads", "", "N", kOnce, FlagGroup::kEverywhere,
         N_("threads that work; the result is the same for any number")},
    Flag{"--memory", "", "SIZE", kOnce, FlagGroup::kEverywhere, N_("most memory for the data, as 2G")},
    Flag{"--lang", "", "es|en", kOnce, FlagGroup::kEverywhere, N_("language of messages and labels")},
    Flag{"--color", "", "WHEN", kOnce, FlagGroup::kEverywhere, N_("auto (default), always or never")},
    Flag{"--quiet", "-q", "", kOnce, FlagGroup::kEverywhere, N_("no progress and no warnings")},
    Flag{"--verbose", "-v", "", kOnce, FlagGroup::kEverywhere, N_("time and memory used, at the end")},
    Flag{"--help", "-h", "", kOnce, FlagGroup::kEverywhere, N_("this help")},
    Flag{"--version", "", "", kOnce, FlagGroup::kEverywhere, N_("version of the program and its libraries")},
};

}  // namespace

std::span<const Flag> all_flags() { return kFlags; }

const Flag* find_flag(std::string_view name) {
  const auto* found = std::find_if(kFlags.begin(), kFlags.end(), [name](const Flag& flag) {
    return name == flag.name || (!name.empty() && name == flag.short_name);
  });
  return found == kFlags.end() ? nullptr : found;
}

const char* group_heading(FlagGroup group) {
  switch (group) {
    case FlagGroup::kWhat:
      return N_("What:");
    case FlagGroup::kDesign:
      return N_("Design:");
    case FlagGroup::kEstimate:
      return N_("Estimation:");
    case FlagGroup::kReading:
      return N_("Reading:");
    case FlagGroup::kResult:
      return N_("Result:");
    case FlagGroup::kEverywhere:
      return N_("Everywhere:");
  }
  return "";
}

}  // namespace sondeo::cli
