#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/diagnostic.hpp"
#include "engine/base/progress.hpp"
#include "engine/estimation/covariance_matrix.hpp"
#include "engine/estimation/estimate_table.hpp"
#include "engine/ingest/csv_dialect.hpp"
#include "engine/table/table.hpp"
#include "program/run/cell_request.hpp"
#include "program/run/edit_log.hpp"
#include "program/run/sample_plan_request.hpp"
#include "program/run/study.hpp"
#include "reports/sample_plan.hpp"
#include "weights/weight_diagnostics.hpp"

namespace sondeo::run {

/// How to run a study; nothing here changes a figure.
struct RunOptions {
  unsigned threads = 1;
  std::uint64_t memory_limit = 0;  ///< bytes; 0: three quarters of the machine's memory, for a read
  /// Bytes: without a limit, rows that may take more come in parts where they can. The same on every machine,
  /// as another size of the parts may change a last digit.
  std::uint64_t parts_above = 1'000'000'000;
  std::size_t part_rows = 0;    ///< rows are read in parts of so many; 0: as `plan_memory` decides
  std::string encoding;         ///< overrides what the files say; empty: theirs
  std::string language = "en";  ///< of labels in the result table
  std::vector<std::string> other_languages;  ///< that `in_language` shall know
  /// Disaggregations that the study does not label, and totals of weights, are called as the file does.
  bool for_readers = false;
  Progress progress;
  std::optional<ingest::CsvDialect> dialect;  ///< of every CSV; absent: declared in the study, else detected
  bool with_deff = false;                     ///< adds deff_wor, deft, n_eff to the table
  bool with_covariance = false;               ///< covariances of all estimates
  bool with_replicates = false;               ///< keeps the replicate weights made, to write them out
  bool with_scores = false;                   ///< for covariances with another edition of the survey
  bool with_plan = false;                     ///< what each indicator counts
  std::optional<CellRequest> cell;            ///< where it comes from is explained
  std::optional<SamplePlanRequest> next_sample;  ///< what a next sample shall be able to say
  bool allow_normalised = false;                 ///< totals although the weights sum to the number of rows
  std::filesystem::path reader_program;          ///< empty: found beside the program
};

/// One step from a table's rows to what an indicator counts.
struct ExplainedStep {
  std::string name;  ///< "rows", "where", "universe", "denominator", "weight", "answered", "yes", "events"
  std::string text;  ///< the file or expression
  std::size_t rows = 0;
};

/// What an indicator of the plan counts (`sondeo check --explain`).
struct ExplainedIndicator {
  std::string id;
  std::string level;
  std::string measure;
  std::string weight_role;
  std::string weight;     ///< its expression; empty: none
  double weight_sum = 0;  ///< over the base
  std::string interval;
  std::vector<std::string> by;
  std::vector<ExplainedStep> steps;
};

/// What reading, joining, selecting or dropping did to a table's rows.
struct RowStep {
  std::string step;  ///< "read", "join", "where", "drop_rows"
  std::string text;  ///< the file or expression
  std::size_t rows_in = 0;
  std::size_t rows_out = 0;
  std::size_t unmatched = 0;  ///< rows without a partner in a joined file
  std::size_t parts = 1;      ///< in which the rows were read
};

/// The rows of one table of the study.
struct TableRows {
  std::string level;
  std::vector<RowStep> steps;
};

struct EditionScores;
struct LabelBook;
struct CellExplanation;
struct ProtectedRows;

struct RunResult {
  estimation::EstimateTable table;
  estimation::CovarianceMatrix covariance;   ///< when it was asked for
  Diagnostics findings;                      ///< warnings
  std::size_t unpublishable = 0;             ///< estimates whose quality label is not to be published
  std::vector<TableRows> levels;             ///< how many rows each table has, step by step
  std::vector<ExplainedIndicator> plan;      ///< when `RunOptions::with_plan`
  std::vector<EditCount> edits;              ///< what each edit rule did
  std::vector<ImputeCount> imputed;          ///< of the first completed data set
  std::vector<weights::RoleReport> weights;  ///< what the study's weighting steps did
  std::vector<std::shared_ptr<const LabelBook>> books;     ///< of `RunOptions::other_languages`
  std::shared_ptr<const EditionScores> scores;             ///< where they were asked for
  std::shared_ptr<const reports::SamplePlan> next_sample;  ///< likewise
  std::shared_ptr<const CellExplanation> cell;             ///< where `RunOptions::cell` asks for it
  std::shared_ptr<const ProtectedRows> protection;         ///< of one of several completed data sets
  std::optional<Table> replicates;  ///< where they were asked for: keys or row number, weight, REP1 to REPR
};

/// Reads the study's tables, derives its constructs, builds its design and estimates its indicators.
/// @throws Error  with the code of what is wrong: in the study, in a file, in the data against the design
RunResult estimate(const Study& study, const RunOptions& options);

/// The result table and the plan with labels in one of `RunOptions::other_languages`; no figure is computed
/// again.
[[nodiscard]] RunResult in_language(const Study& study, const RunResult& result, const std::string& language);

/// How many answered a construct.
struct ConstructResponse {
  std::string construct;
  std::string level;
  std::size_t asked = 0;         ///< rows where it applies
  std::size_t answered = 0;      ///< those with a value
  std::size_t said_nothing = 0;  ///< those that do not know or refused
};

/// What `sondeo check` finds. Nothing is estimated.
struct CheckResult {
  Diagnostics errors;
  Diagnostics warnings;
  std::vector<std::pair<std::string, std::string>>
      facts;                         ///< name and value, in order: rows, PSUs, strata ...
  std::vector<EditCount> edits;      ///< what each edit rule did
  std::vector<ImputeCount> imputed;  ///< of the first completed data set
  std::vector<ConstructResponse> responses;
  std::vector<ExplainedIndicator> plan;  ///< when `RunOptions::with_plan`
};

/// Does everything that `estimate` does before estimating, and applies the rules of `[[check]]`.
CheckResult check(const Study& study, const RunOptions& options);

/// The same findings with the texts of the study's rules and items in another language.
[[nodiscard]] CheckResult in_language(const Study& study, const CheckResult& checked,
                                      const std::string& language);

}  // namespace sondeo::run
