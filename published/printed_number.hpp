#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sondeo::published {

/// A number as it was printed: its value and to how many decimals.
struct PrintedNumber {
  double value = 0;
  int decimals = 0;
  bool percent = false;  ///< with a percent sign

  /// Whether a figure printed to as many decimals gives this number: both ways to round a tie are right.
  /// @param figure  in the same unit
  [[nodiscard]] bool is_rounded(double figure) const;
};

/// What a cell of a printed table says.
enum class CellMeaning {
  kBlank,
  kNumber,
  kInterval,    ///< two numbers: "[5.0, 6.5]", "5,0 - 6,5"
  kSuppressed,  ///< a mark in place of a figure: "*", "-", "(..)", "nd"
  kText
};

struct PrintedCell {
  CellMeaning meaning = CellMeaning::kBlank;
  std::vector<PrintedNumber> numbers;  ///< one, or two of an interval
  std::string marks;                   ///< footnote marks behind a number, as they are
};

/// What a text says about its decimal mark.
enum class DecimalEvidence {
  kNone,   ///< no mark at all
  kPoint,  ///< "12.5", "1,234.5", "1.234.567" is kComma
  kComma,  ///< "12,5", "1.234,5"
  kEither  ///< "1.234" and "1,234" may be thousands or thousandths
};

/// Reads a cell. Spaces of any width and, where the other mark is the decimal one, points, commas and
/// apostrophes part thousands; behind a number may stand a percent sign and marks of footnotes (`*`, superior
/// digits, "a/", "1/", "(a)", "[1]"); a number in parentheses is one that its office warns of.
/// @param decimal  '.' or ','
[[nodiscard]] PrintedCell read_printed(std::string_view text, char decimal);

/// Of the numbers of a cell; kNone for other texts.
[[nodiscard]] DecimalEvidence decimal_evidence(std::string_view text);

/// A number rounded to as many decimals, with a point.
[[nodiscard]] std::string printed_text(double value, int decimals);

/// A text without the marks of footnotes at its end.
[[nodiscard]] std::string without_footnote_marks(std::string_view text);

}  // namespace sondeo::published
