#include "engine/expression/detail/tabulate.hpp"

#include <limits>
#include <numeric>
#include <utility>

namespace sondeo::expression::detail {

namespace {

/// Every value of an integer type, lowest first.
template <typename Integer>
std::vector<Integer> all_codes() {
  std::vector<Integer> codes(std::size_t{1} << (8 * sizeof(Integer)));
  std::iota(codes.begin(), codes.end(), std::numeric_limits<Integer>::min());
  return codes;
}

template <typename Integer>
std::size_t position_of(Integer code) {
  return static_cast<std::size_t>(static_cast<int>(code) - std::numeric_limits<Integer>::min());
}

template <typename Integer, typename Value>
class Tabulated final : public Operation<Value> {
 public:
  Tabulated(const Operation<Value>& operation, const Column& column)
      : slot_(static_cast<std::size_t>(operation.source)), results_(results(operation, column)) {
    this->source = operation.source;
  }

  void run(const Block& block, std::span<Value> out) const override {
    const auto stored = std::get<std::span<const Integer>>(block.column(slot_).stored_numbers());
    const Integer* codes = stored.data() + block.first;
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = results_[position_of(codes[i])];
  }

 private:
  static std::vector<Value> results(const Operation<Value>& operation, const Column& column) {
    auto codes = std::make_shared<const std::vector<Integer>>(all_codes<Integer>());
    const Column stand_in(column.variable(), StoredNumbers(std::span<const Integer>(*codes)), codes);
    std::vector<Value> results(codes->size());
    Scratch scratch;
    for (std::size_t first = 0; first < results.size(); first += kBlockRows) {
      const std::size_t count = std::min(kBlockRows, results.size() - first);
      operation.run({{}, first, count, &scratch, &stand_in}, std::span(results).subspan(first, count));
    }
    return results;
  }

  std::size_t slot_;
  std::vector<Value> results_;
};

template <typename Value>
OperationPtr<Value> as_table(OperationPtr<Value> operation, const Column& column) {
  if (column.is_text()) return operation;
  const auto& stored = column.stored_numbers();
  if (std::holds_alternative<std::span<const std::int8_t>>(stored)) {
    return std::make_unique<Tabulated<std::int8_t, Value>>(*operation, column);
  }
  constexpr std::size_t kCodesOf16Bits = 65'536;
  // A column that is merely read gains less from so large a table.
  const bool worth = column.size() >= (operation->plain() ? 4 * kCodesOf16Bits : kCodesOf16Bits);
  if (worth && std::holds_alternative<std::span<const std::int16_t>>(stored)) {
    return std::make_unique<Tabulated<std::int16_t, Value>>(*operation, column);
  }
  return operation;
}

}  // namespace

OperationPtr<double> tabulated(OperationPtr<double> operation, const Column& column) {
  return as_table(std::move(operation), column);
}
OperationPtr<Outcome> tabulated(OperationPtr<Outcome> operation, const Column& column) {
  return as_table(std::move(operation), column);
}
OperationPtr<TextId> tabulated(OperationPtr<TextId> operation, const Column& column) {
  return as_table(std::move(operation), column);
}

}  // namespace sondeo::expression::detail
