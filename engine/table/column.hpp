#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/table/variable.hpp"

namespace sondeo {

/// Stored numbers in the narrowest type that holds them. The upper codes of an integer type are missing
/// values with Stata's tags: int8 101 = '.', 102-127 = .a-.z; int16 32741-32767; int32 2147483621-2147483647.
/// In double a NaN is missing: its low byte is a tag letter 'a'-'z', or a `Missing` reason, or 0 for system
/// missing. SPSS user-missing codes stay stored as codes: `MissingRules` say which they are.
using StoredNumbers = std::variant<std::span<const std::int8_t>, std::span<const std::int16_t>,
                                   std::span<const std::int32_t>, std::span<const double>>;

/// Texts as ids into a dictionary; id -1 is missing.
struct StoredTexts {
  std::span<const std::int32_t> ids;
  std::shared_ptr<const std::vector<std::string>> dictionary;
};

/// A variable with its values: immutable, cheap to copy (the values are shared).
class Column {
 public:
  Column() = default;
  /// Values that live in memory held by `owner` (a vector, a mapping).
  Column(Variable variable, StoredNumbers numbers, std::shared_ptr<const void> owner);
  Column(Variable variable, StoredTexts texts, std::shared_ptr<const void> owner);
  /// A number column; NaN made by `missing_value` is missing with its reason.
  static Column of_numbers(Variable variable, std::vector<double> values);
  /// A yes/no column: 1 yes, 0 no, -1 missing.
  static Column of_answers(Variable variable, std::vector<std::int8_t> values);
  /// A text column; empty texts are missing.
  static Column of_texts(Variable variable, const std::vector<std::string>& values);

  [[nodiscard]] const Variable& variable() const { return *variable_; }
  [[nodiscard]] const std::string& name() const { return variable_->name; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool is_text() const { return std::holds_alternative<StoredTexts>(stored_); }

  /// Numbers of rows [first, first + out.size()), missing ones as NaN with their reason (yes/no: 1, 0, NaN).
  /// @throws Error(kInternal) for a text column
  void decode(std::size_t first, std::span<double> out) const;
  [[nodiscard]] std::vector<double> numbers() const;
  /// The number of one row. Slow: for places that look at few rows.
  [[nodiscard]] double number(std::size_t row) const;

  /// Stored numbers as they are, missing codes included; for code that works on narrow types.
  [[nodiscard]] const StoredNumbers& stored_numbers() const { return std::get<StoredNumbers>(stored_); }
  /// Text ids (declared missing texts are -1 as well) and their dictionary.
  [[nodiscard]] const StoredTexts& stored_texts() const { return std::get<StoredTexts>(stored_); }
  /// The text of a row, "" when missing.
  [[nodiscard]] std::string_view text(std::size_t row) const;

  /// The same values under other metadata (a new name, declared missing codes, an instrument's labels).
  [[nodiscard]] Column with(Variable variable) const;
  /// Rows in the order of `rows`; -1 gives missing. [rows.size()]
  [[nodiscard]] Column gather(std::span<const std::int32_t> rows) const;

 private:
  std::shared_ptr<const Variable> variable_;
  std::variant<StoredNumbers, StoredTexts> stored_;
  std::shared_ptr<const void> owner_;
  std::size_t size_ = 0;
};

}  // namespace sondeo
