#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "engine/table/missing.hpp"

namespace sondeo {

/// What a column holds.
enum class VariableType {
  kNumber,  ///< numbers or numeric codes
  kYesNo,   ///< 0 no, 1 yes, missing: the result of a condition
  kText     ///< texts, right-trimmed; an empty text is system missing
};

/// Value labels of a variable: labels are metadata, codes are data.
struct ValueLabels {
  std::map<double, std::string> numbers;     ///< by numeric code
  std::map<std::string, std::string> texts;  ///< by text code
  std::map<char, std::string> tags;          ///< by Stata tag 'a'-'z'
  [[nodiscard]] bool empty() const { return numbers.empty() && texts.empty() && tags.empty(); }
};

/// Numbers from `low` to `high`, both included, that mean a missing answer.
struct MissingRange {
  double low;
  double high;
  Missing reason = Missing::kOther;
};

/// Which stored values of a variable are missing answers, and why.
struct MissingRules {
  std::vector<MissingRange> ranges;      ///< SPSS user-missing and declared codes; the first match decides
  std::map<std::string, Missing> texts;  ///< text codes
  std::array<Missing, 26> tags = all_other();  ///< Stata .a-.z

  [[nodiscard]] bool empty() const { return ranges.empty() && texts.empty(); }
  /// The reason why a stored number is missing; kNone when it is an answer.
  [[nodiscard]] Missing reason(double value) const;

 private:
  static constexpr std::array<Missing, 26> all_other() {
    std::array<Missing, 26> tags{};
    tags.fill(Missing::kOther);
    return tags;
  }
};

/// A variable's metadata: everything known before its values are read.
struct Variable {
  std::string name;
  std::string label;
  VariableType type = VariableType::kNumber;
  ValueLabels labels;
  MissingRules missing;
  std::string format;     ///< as in the file: "F8.2", "DATE11", "%td", "A25"
  std::size_t width = 0;  ///< bytes of a text

  /// Has value labels or is text (DESIGN 3).
  [[nodiscard]] bool categorical() const { return type == VariableType::kText || !labels.empty(); }
};

}  // namespace sondeo
