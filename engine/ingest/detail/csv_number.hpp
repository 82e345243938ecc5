#pragma once

#include <string_view>

namespace sondeo::ingest::detail {

/// What the text of a CSV field can be.
enum class CsvValueKind {
  kEmpty,
  kNumber,
  kCodeLike,     ///< digits that a number would not keep: a leading zero, more than 15 digits
  kMissingWord,  ///< NA or a lone point, as statistics programs write missing values
  kText
};

struct CsvValue {
  CsvValueKind kind = CsvValueKind::kEmpty;
  double number = 0;  ///< of kNumber and kCodeLike
};

/// Reads a field as a number with the given decimal mark, independent of any locale. Blanks around it are
/// ignored.
[[nodiscard]] CsvValue csv_value(std::string_view text, char decimal);

}  // namespace sondeo::ingest::detail
