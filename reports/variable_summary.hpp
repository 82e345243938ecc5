#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/table/column.hpp"

namespace sondeo::reports {

/// A code of a variable and how many rows have it.
struct CodeCount {
  std::string code;   ///< a number, a text, or a Stata tag such as ".a"
  std::string label;  ///< empty if it has none
  bool missing = false;
  std::size_t count = 0;
};

/// What a variable may serve for, by its name, its label and its values.
enum class Candidate { kNone, kWeight, kStrata, kPsu, kKey };

/// "", "weight", "strata", "psu", "key".
[[nodiscard]] const char* candidate_name(Candidate candidate);

/// What a variable holds, without anything that could identify a respondent:
/// - the codes that have labels or are declared missing, with their counts;
/// - codes without labels only of variables with at most 50 values, each in at least 5 rows;
/// - a range only of numbers with at least 10 values that do not look like identifiers (each value in one row
///   only, or whole numbers most of which differ).
struct VariableSummary {
  Variable variable;
  std::size_t valid = 0;     ///< rows with an answer
  std::size_t missing = 0;   ///< rows without
  std::size_t distinct = 0;  ///< different answers
  std::optional<std::pair<double, double>> range;
  std::vector<CodeCount> codes;  ///< answers in order of their codes, then the missing ones
  Candidate candidate = Candidate::kNone;
};

/// Whether survey offices call weights so: by the name and the label of a number without value labels.
[[nodiscard]] bool named_like_a_weight(const Variable& variable);

[[nodiscard]] VariableSummary summarise(const Column& column);

}  // namespace sondeo::reports
