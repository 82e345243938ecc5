#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "engine/spec/section.hpp"
#include "weights/code_lists.hpp"
#include "weights/step_data.hpp"

namespace sondeo::weights {

/// What became of a sampled unit.
enum class ResponseStatus : std::int8_t { kRespondent, kNonrespondent, kIneligible, kUnknown };
/// Their names, in the enumeration's order, as users write and tables show them.
inline constexpr std::array<std::string_view, 4> kResponseStatusNames = {"respondent", "nonrespondent",
                                                                         "ineligible", "unknown"};

/// `{ variable = "result", respondent = [1], nonrespondent = [2, 3], ineligible = [4], unknown = [5] }`; the
/// last three may be absent.
/// @throws Error as `read_code_lists`
[[nodiscard]] CodeLists read_status(const spec::Section& section);

/// The status of each of the rows; the others' is not looked at. [rows of the column]
/// @throws Error as `meanings_of_rows`
[[nodiscard]] std::vector<ResponseStatus> status_of_rows(const CodeLists& spec, const StepData& data,
                                                         const Column& column,
                                                         std::span<const std::int32_t> rows);

}  // namespace sondeo::weights
