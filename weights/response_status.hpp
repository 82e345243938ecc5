#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/place.hpp"
#include "engine/spec/section.hpp"
#include "engine/table/grouping.hpp"
#include "weights/step_data.hpp"

namespace sondeo::weights {

/// What became of a sampled unit.
enum class ResponseStatus : std::int8_t { kRespondent, kNonrespondent, kIneligible, kUnknown };
/// Their names, in the enumeration's order, as users write and tables show them.
inline constexpr std::array<std::string_view, 4> kResponseStatusNames = {"respondent", "nonrespondent",
                                                                         "ineligible", "unknown"};

/// A variable whose codes say what became of each unit.
struct StatusSpec {
  Written variable;
  std::map<CodeValue, ResponseStatus> codes;
};

/// `{ variable = "result", respondent = [1], nonrespondent = [2, 3], ineligible = [4], unknown = [5] }`; the
/// last three may be absent.
/// @throws Error kStatusCodeTwice; kSpec...
[[nodiscard]] StatusSpec read_status(spec::Section section);

/// The status of each of the rows; the others' is not looked at. [rows of the column]
/// @throws Error kStatusMissing (rows without a code), kStatusUncovered (lists the codes of no status)
[[nodiscard]] std::vector<ResponseStatus> status_of_rows(const StatusSpec& spec, const StepData& data,
                                                         const Column& column,
                                                         std::span<const std::int32_t> rows);

}  // namespace sondeo::weights
