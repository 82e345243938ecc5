#include "weights/response_status.hpp"

namespace sondeo::weights {

CodeLists read_status(const spec::Section& section) { return read_code_lists(section, kResponseStatusNames); }

std::vector<ResponseStatus> status_of_rows(const CodeLists& spec, const StepData& data, const Column& column,
                                           std::span<const std::int32_t> rows) {
  std::vector<ResponseStatus> statuses;
  statuses.reserve(column.size());
  for (const auto meaning : meanings_of_rows(spec, data.step, kResponseStatusNames, column, rows)) {
    statuses.push_back(static_cast<ResponseStatus>(meaning));
  }
  return statuses;
}

}  // namespace sondeo::weights
