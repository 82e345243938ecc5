#include "program/cli/command_table.hpp"

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "program/cli/flags.hpp"
#include "program/cli/messages/messages.hpp"

namespace sondeo::cli {

namespace {

using Names = std::vector<const char*>;

constexpr std::size_t kMostEditions = 50;

Names together(std::initializer_list<Names> groups) {
  Names all;
  for (const auto& group : groups) all.insert(all.end(), group.begin(), group.end());
  return all;
}

Command inspect_command(const Names& reading, const Names& result, const Names& everywhere) {
  return {"inspect",
          N_("FILE"),
          N_("what a survey file holds"),
          N_("Lists the variables of a survey file (.sav, .zsav, .por, .dta, .csv) with their labels, codes, "
             "missing codes and ranges, and the candidates for weight, strata and PSU. Reads the data; never "
             "shows what could identify a respondent."),
          together({{"--match", "--write-study", "--design"}, reading, result, everywhere}),
          {"sondeo inspect encuesta.sav", "sondeo inspect encuesta.sav --match 'FAC*' --format csv",
           "sondeo inspect encuesta.dta --write-study -o study.toml"}};
}

// NOLINTNEXTLINE(readability-function-size): a list
Command tabulate_command(const Names& reading, const Names& result, const Names& everywhere) {
  return {
      "tabulate",
      N_("FILE"),
      N_("estimates straight from a survey file"),
      N_("Estimates with design-based standard errors and confidence intervals, straight from a file. V is a "
         "variable or a quoted expression; 'name = expression' names its rows of the result."),
      together({{"--proportion",
                 "--mean",
                 "--total",
                 "--ratio",
                 "--share",
                 "--share-of",
                 "--quantile",
                 "--probs",
                 "--multiple",
                 "--multiple-base",
                 "--cdf",
                 "--at",
                 "--table",
                 "--percent-of",
                 "--standardise",
                 "--standard-population",
                 "--standard-minimum",
                 "--compare",
                 "--compare-as",
                 "--derive",
                 "--crosstab",
                 "--crosstab-test",
                 "--ttest",
                 "--mu",
                 "--by",
                 "--where",
                 "--percent",
                 "--weight",
                 "--calibrated",
                 "--calibrated-variable",
                 "--strata",
                 "--psu",
                 "--fpc",
                 "--pps",
                 "--pps-variance",
                 "--pps-probabilities",
                 "--joint-probabilities",
                 "--ultimate-cluster",
                 "--certainty",
                 "--phase2",
                 "--phase2-strata",
                 "--phase2-psu",
                 "--phase2-fpc",
                 "--phase2-method",
                 "--phase2-weight",
                 "--lonely-psu",
                 "--collapse-strata",
                 "--collapse-map",
                 "--sampled-psus",
                 "--domain-lonely",
                 "--replicate-weights",
                 "--replicate-file",
                 "--replicate-key",
                 "--replicates",
                 "--scale",
                 "--rscales",
                 "--mse",
                 "--no-mse",
                 "--missing",
                 "--imputations",
                 "--imputation-id",
                 "--imputed",
                 "--imputation-df",
                 "--allow-normalised",
                 "--interval",
                 "--interval-other",
                 "--quantile-interval",
                 "--quantile-rule",
                 "--adjust",
                 "--level",
                 "--df",
                 "--df-proportion",
                 "--like",
                 "--bootstrap-draws",
                 "--tau",
                 "--psu-order",
                 "--bootstrap-cv",
                 "--write-replicates",
                 "--variance",
                 "--seed",
                 "--quality",
                 "--known-domain",
                 "--strict",
                 "--deff",
                 "--tests",
                 "--covariance"},
                reading,
                result,
                everywhere}),
      {"sondeo tabulate encuesta.sav --proportion VH_DV --weight FAC \\\n"
       "    --strata ESTRATO --psu UPM --by region",
       "sondeo tabulate encuesta.sav --proportion 'adult = edad >= 18' \\\n"
       "    --weight FAC --where 'sexo == 2' --format csv -o adult.csv"}};
}

/// The flags that describe a design, as `tabulate` has them; --allow-normalised is about totals.
Names design_flags(const Command& tabulate) {
  Names names;
  for (const char* name : tabulate.flags) {
    const bool of_totals = std::string_view(name) == "--allow-normalised";
    if (find_flag(name)->group == FlagGroup::kDesign && !of_totals) names.push_back(name);
  }
  return names;
}

Command model_command(const Names& design, const Names& reading, const Names& result,
                      const Names& everywhere) {
  return {
      "model",
      N_("FILE"),
      N_("regressions straight from a survey file"),
      N_("Fits linear, logistic and Poisson regressions with design-based standard errors, and tests their "
         "terms. A formula is Y ~ A + B + A:B, where A * B stands for all three; variables with value "
         "labels and texts are categories (numeric(A) takes their numbers, factor(A) makes categories of a "
         "number, factor(A, ref = 2) names the reference), a condition is 1 or 0, other expressions stand "
         "in parentheses, offset(A) has the coefficient 1, and - 1 leaves the intercept out."),
      together({{"--linear", "--logistic", "--poisson", "--where"},
                design,
                {"--level", "--df", "--variance", "--seed", "--tests"},
                reading,
                result,
                everywhere}),
      {"sondeo model encuesta.sav --logistic 'victima ~ edad + sexo + area' \\\n"
       "    --weight FAC --strata ESTRATO --psu UPM",
       "sondeo model encuesta.sav --linear 'ingreso ~ factor(region, ref = 2)' \\\n"
       "    --weight FAC --format csv --tests wald.csv"}};
}

Command check_command(const Names& study, const Names& result) {
  return {
      "check",
      N_("STUDY"),
      N_("check a study and its data; nothing is estimated"),
      N_("Reads a study file, its instrument and its data, and reports what is wrong with them and with the "
         "records, without estimating anything: codes outside the lists, answers outside their universe, "
         "blanks inside it, contradictions, keys that repeat, rules of the instrument. Ends with 5 when the "
         "data break one that is an error."),
      together({{"--explain"}, study, result}),
      {"sondeo check estudio.toml", "sondeo check estudio.toml --data /datos/2025 --explain"}};
}

Command weigh_command(const Names& result, const Names& everywhere) {
  return {
      "weigh",
      N_("STUDY"),
      N_("the weights that a study's steps make"),
      N_("Applies the [[weighting]] steps of a study file in their order, and tells for each role and step "
         "how the weights are distributed, Kish's design effect and the factors; --write writes the weights "
         "beside the keys, with the factor of each step and the replicate weights that [estimate] variance "
         "asks for. A study with [[response]] stages gets their AAPOR rates as well."),
      together(
          {{"--write", "--template", "--role", "--response", "--data", "--encoding"}, result, everywhere}),
      {"sondeo weigh estudio.toml", "sondeo weigh estudio.toml --role mujer --write pesos.sav"}};
}

Command estimate_command(const Names& result, const Names& everywhere) {
  return {"estimate",
          N_("STUDY"),
          N_("the result table of a study"),
          N_("Estimates the indicators of a study file by its disaggregations, with design-based standard "
             "errors and "
             "confidence intervals."),
          together({{"--data", "--encoding", "--quality", "--known-domain", "--strict", "--deff",
                     "--allow-normalised", "--tests", "--models", "--covariance", "--write-replicates"},
                    result,
                    everywhere}),
          {"sondeo estimate estudio.toml", "sondeo estimate estudio.toml --format csv -o resultado.csv"}};
}

Command explain_command(const Names& result, const Names& everywhere) {
  return {
      "explain",
      N_("STUDY"),
      N_("where one figure of the result table comes from"),
      N_("Estimates a study and, for one cell, tells the rows from the files to the base with those lost at "
         "each step, the answers to each act, the weight, the sums, the variance, the degrees of freedom, "
         "the "
         "interval with its formula and the numbers put in, the design effect and each rule of the quality "
         "scheme: a text for a methodological note (Markdown), or csv and json. A figure that [disclosure] "
         "protects is not explained."),
      together({{"--cell", "--data", "--encoding", "--quality", "--known-domain", "--allow-normalised"},
                result,
                everywhere}),
      {"sondeo explain estudio.toml --cell 'indicator=ipv-12m,region=2'",
       "sondeo explain estudio.toml --cell 'indicator=ipv-12m' --lang es -o nota.md"}};
}

Command change_command(const Names& result, const Names& everywhere) {
  return {
      "change",
      N_("STUDY_A STUDY_B ..."),
      N_("what changed between two editions of a survey"),
      N_("Estimates an earlier and a later study, and for each indicator, category and cell that both have "
         "the difference and the ratio with their standard errors and intervals, tested, the p values "
         "adjusted over the table. [waves] overlap = \"psu\" in the later study puts the covariance of the "
         "PSUs that both have into the variance. An indicator that the editions define otherwise is not "
         "compared, unless both name the common subset with harmonised. More than two studies are a series: "
         "the "
         "slope of each row in time with its test, a Wald test of no change and one of a straight line."),
      together({{"--adjust", "--allow-normalised", "--encoding"}, result, everywhere}),
      {"sondeo change encuesta-2021.toml encuesta-2025.toml",
       "sondeo change 2021.toml 2025.toml --adjust bh --format csv -o cambio.csv",
       "sondeo change 2017.toml 2021.toml 2025.toml"},
      kMostEditions};
}

Command plan_command(const Names& result, const Names& everywhere) {
  return {
      "plan",
      N_("STUDY"),
      N_("the next sample: interviews and PSUs that a precision takes"),
      N_("From a study's variance, its components between and within PSUs and its response: the interviews "
         "and "
         "PSUs that each domain needs for a coefficient of variation, or for a change between two editions "
         "to "
         "be found, the smallest change that such samples find, and how many domains the quality scheme is "
         "expected to let be published."),
      together({{"--indicator", "--by", "--cv", "--mde", "--alpha", "--power", "--per-psu", "--response-rate",
                 "--overlap", "--psu-correlation", "--data", "--encoding", "--quality"},
                result,
                everywhere}),
      {"sondeo plan estudio.toml --indicator ipv-12m --by departamento --cv 0.15",
       "sondeo plan estudio.toml --indicator ipv-12m --by region --mde 3pp --overlap 0.5 --psu-correlation "
       "0.6"}};
}

Command verify_command(const Names& reading, const Names& result, const Names& everywhere) {
  return {
      "verify",
      N_("STUDY TABLE"),
      N_("whether a printed table has the study's figures"),
      N_("Compares a table that was published (.xlsx or .csv) with a study, figure by figure, to the printed "
         "digits. Rows and columns are found by the labels and codes of the study in any of its languages "
         "and by "
         "the usual names of statistics; what may mean several things is refused until it is declared. Where "
         "figures differ, the study is estimated again under one other convention at a time, and those that "
         "give the printed figure are named. Ends with 5 when a figure is not the study's."),
      together({{"--sheet", "--range", "--header-rows", "--rows", "--columns", "--heading", "--indicator",
                 "--statistic", "--unit", "--try-weight", "--try-instrument", "--data", "--allow-normalised"},
                reading,
                result,
                everywhere}),
      {"sondeo verify estudio.toml cuadro-5.xlsx --sheet 'Cuadro 5'",
       "sondeo verify estudio.toml cuadro.csv --rows region --decimal , --format csv"},
      2};
}

Command report_command(const Names& everywhere) {
  return {"report",
          N_("STUDY"),
          N_("every output that the study's [report] asks for"),
          N_("Estimates a study and writes the outputs that its [report] names: csv, json and xlsx (a "
             "workbook with an index, one sheet for each table, notes, metadata and a dictionary) in each "
             "language; sdmx-csv, sdmx-csv-1 and sdmx-ml, the indicators of the SDGs with every code "
             "checked; open-sdg, the files of an Open SDG site; open-data, a data package with its licence; "
             "ddi, the codebook of the survey; html, one page with charts, maps and methods in all "
             "languages, which pdf has Chromium print; and beside them a manifest of inputs, settings and "
             "files. All "
             "of them are written, or none. Figures that the quality scheme does not let be published are "
             "in none of them."),
          together({{"--data", "--encoding", "--quality", "--known-domain", "--strict", "--deff",
                     "--allow-normalised", "--out", "--force"},
                    everywhere}),
          {"sondeo report estudio.toml", "sondeo report estudio.toml --out publicacion --force"}};
}

Command indicators_command(const Names& result, const Names& talk) {
  return {"indicators",
          N_("ID"),
          N_("the indicator catalogue: what each SDG indicator is made of"),
          N_("Lists the indicator catalogue, or shows one entry whole: official name, universe, denominator, "
             "numerator, period, the constructs that a study must define, its figures, pitfalls and source. "
             "With "
             "--study: what the study defines and what is missing. [estimate] indicators takes the ids of "
             "entries "
             "and figures."),
          together({{"--study", "--data"}, result, talk}),
          {"sondeo indicators 5.2.1", "sondeo indicators 16.3.1 --study estudio.toml"}};
}

Command instruments_command(const Names& result, const Names& talk) {
  return {
      "instruments",
      N_("ID"),
      N_("the library of instruments; an instrument from an XLSForm or DDI"),
      N_("Lists the instruments that a study may name by id, or shows one whole. With --study: the study's "
         "instrument, and which variable each item is mapped to. import FILE writes the instrument that an "
         "XLSForm (.xlsx) or a DDI-Codebook (.xml) describes, to be completed; what has no translation "
         "stands "
         "in it as a comment and is told."),
      together({{"--study", "--data"}, result, talk}),
      {"sondeo instruments dhs-dv", "sondeo instruments --study estudio.toml",
       "sondeo instruments import cuestionario.xlsx -o instrumento.toml"},
      2};
}

Command doctor_command(const Names& result, const Names& talk) {
  return {"doctor",
          "",
          N_("whether this installation computes what it should"),
          N_("Certifies an installation: the nine univariate sets of NIST, a survey whose figures by R are "
             "known (written, read by the guarded reader, estimated), a damaged file, the languages, "
             "charts and browser for PDF, the machine's limits, libraries and speed. Ends with 1 when a "
             "check failed; a note is no failure."),
          together({{"--threads"}, result, talk}),
          {"sondeo doctor", "sondeo doctor --format json -o sondeo-doctor.json"},
          0};
}

Command help_command() {
  return {"help",
          N_("CODE"),
          N_("explain the code of an error or warning, or a command"),
          N_("Explains the code of an error (E3104) or warning (W0202), or shows the help of a command."),
          {"--lang", "--help"},
          {"sondeo help E3104", "sondeo help tabulate"}};
}

std::vector<Command> make_commands() {
  const Names reading = {"--encoding", "--separator", "--decimal", "--quote-char"};
  const Names result = {"--format", "--output", "--force"};
  const Names talk = {"--lang", "--color", "--quiet", "--verbose", "--help"};
  const Names everywhere = together({{"--threads", "--memory"}, talk});
  const Names study = together({{"--data", "--encoding"}, everywhere});
  const Command tabulate = tabulate_command(reading, result, everywhere);
  return {inspect_command(reading, result, everywhere),
          tabulate,
          model_command(design_flags(tabulate), reading, result, everywhere),
          check_command(study, result),
          weigh_command(result, everywhere),
          estimate_command(result, everywhere),
          explain_command(result, everywhere),
          change_command(result, everywhere),
          verify_command(reading, result, everywhere),
          plan_command(result, everywhere),
          report_command(everywhere),
          indicators_command(result, talk),
          instruments_command(result, talk),
          doctor_command(result, talk),
          help_command()};
}

}  // namespace

std::span<const Command> all_commands() {
  static const std::vector<Command> kCommands = make_commands();
  return kCommands;
}

const Command* find_command(std::string_view name) {
  const auto commands = all_commands();
  const auto found = std::find_if(commands.begin(), commands.end(),
                                  [name](const Command& command) { return name == command.name; });
  return found == commands.end() ? nullptr : &*found;
}

}  // namespace sondeo::cli
