#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/place.hpp"
#include "engine/ingest/csv_dialect.hpp"
#include "engine/table/grouping.hpp"
#include "engine/table/missing.hpp"

namespace sondeo::ingest {

/// Codes of a variable that the file forgot to declare missing, with their reason.
struct DeclaredMissing {
  Written variable;
  std::vector<std::pair<std::variant<double, std::string>, Missing>> codes;
};

/// More columns for the same records, one to one: a left join.
struct JoinSpec {
  Written file;
  std::vector<Written> key;             ///< position by position with the table's; empty: by row number
  std::vector<Written> table_key = {};  ///< of the table, for this join; empty: the table's own key
  bool replicates = false;              ///< replicate weights, each row of which somebody should need
};

/// What of a table belongs to one of several completed data sets of multiple imputation.
struct ImplicateSpec {
  std::optional<Written> id;  ///< of stacked data sets: only the rows with `code`, before any join
  CodeValue code;
  std::vector<std::pair<Written, Written>> variables;  ///< name, its column in this data set
};

/// One record level of a study: `[data.LEVEL]` (DESIGN 5).
struct DataSpec {
  std::string level;
  Place place;  ///< of the section's header
  Written file;
  std::vector<Written> key;
  std::optional<Written> parent;  ///< the level above
  std::optional<Written> where;
  std::optional<Written> drop_rows;
  std::vector<DeclaredMissing> missing;
  std::vector<JoinSpec> joins;
  std::optional<CsvDialect> dialect;  ///< declared `csv = { separator, quote, decimal, encoding }`
  std::string encoding;               ///< declared, empty if not
  std::optional<ImplicateSpec> implicate;
};

}  // namespace sondeo::ingest
