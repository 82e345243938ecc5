#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <functional>
#include <utility>

#include "engine/base/diagnostic.hpp"
#include "engine/expression/detail/binder.hpp"
#include "engine/expression/expression.hpp"
#include "engine/numeric/parallel_blocks.hpp"

namespace sondeo::expression {

namespace {

using detail::Absent;
using detail::Block;
using detail::Operation;
using detail::Outcome;
using detail::TextId;

/// Rows that one thread takes at a time: some blocks, so that their buffers are made once for all of them.
constexpr std::size_t kRowsAtATime = 16 * detail::kBlockRows;

/// Stored codes of 8 bits (engine/table/column.hpp): 101 is system missing, 102-127 are the tags a-z.
constexpr int kFirstMissingCode = 101;
constexpr double kLowestCode = -127;
constexpr double kHighestCode = 100;

/// Tags a-e stand for the reasons after system, in the order of `Missing`.
std::int8_t missing_code(Missing reason) {
  return static_cast<std::int8_t>(kFirstMissingCode + static_cast<int>(reason) - 1);
}

Variable result_variable(std::string name, VariableType type) {
  Variable variable;
  variable.name = std::move(name);
  variable.type = type;
  for (int reason = static_cast<int>(Missing::kDontKnow); reason <= static_cast<int>(Missing::kOther);
       ++reason) {
    const int tag = reason - static_cast<int>(Missing::kDontKnow);
    variable.missing.tags[static_cast<std::size_t>(tag)] = static_cast<Missing>(reason);
  }
  return variable;
}

std::int8_t answer_code(Outcome outcome) {
  if (outcome == detail::kYes) return 1;
  return outcome == detail::kNo ? std::int8_t{0} : missing_code(Absent<Outcome>::reason(outcome));
}

/// One evaluation: an operation over all rows, block by block.
class Run {
 public:
  Run(std::span<const Column> columns, std::size_t rows, unsigned threads)
      : columns_(columns), rows_(rows), threads_(threads) {}

  [[nodiscard]] std::size_t rows() const { return rows_; }

  /// Calls `keep(first row, values)` for each block; `keep` may be called from several threads.
  template <typename Value, typename Keep>
  void each_block(const Operation<Value>& operation, Keep keep) const {
    const std::size_t shares = (rows_ + kRowsAtATime - 1) / kRowsAtATime;
    numeric::parallel_blocks(shares, threads_, [&](std::size_t share) {
      detail::Scratch scratch;
      const std::size_t end = std::min(rows_, (share + 1) * kRowsAtATime);
      for (std::size_t first = share * kRowsAtATime; first < end; first += detail::kBlockRows) {
        const Block block{columns_, first, std::min(detail::kBlockRows, end - first), &scratch, nullptr};
        detail::Buffer<Value> values(block);
        operation.run(block, values.span());
        keep(first, std::span<const Value>(values.span()));
      }
    });
  }

 private:
  std::span<const Column> columns_;
  std::size_t rows_;
  unsigned threads_;
};

/// Writes numbers as 8-bit codes; false when one does not fit.
bool narrow(std::span<const double> values, std::int8_t* out) {
  bool fits = true;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double value = values[i];
    const bool code = value >= kLowestCode && value <= kHighestCode && value == std::floor(value);
    fits = fits && (code || std::isnan(value));
    out[i] = code ? static_cast<std::int8_t>(value)
                  : missing_code(std::isnan(value) ? missing_reason(value) : Missing::kOther);
  }
  return fits;
}

Column number_column(const Run& run, const Operation<double>& operation, std::string name) {
  Variable variable = result_variable(std::move(name), VariableType::kNumber);
  // Classes and counts fit in 8 bits, an eighth of the memory: tried first, given up at the first other
  // value.
  auto codes = std::make_shared<std::vector<std::int8_t>>(run.rows());
  std::atomic<bool> fits = true;
  run.each_block(operation, [&](std::size_t first, std::span<const double> values) {
    if (fits && !narrow(values, codes->data() + first)) fits = false;
  });
  if (fits) {
    const std::span<const std::int8_t> view(*codes);
    return {std::move(variable), StoredNumbers(view), std::move(codes)};
  }
  codes.reset();
  std::vector<double> numbers(run.rows());
  run.each_block(operation, [&](std::size_t first, std::span<const double> values) {
    std::copy(values.begin(), values.end(), numbers.begin() + static_cast<std::ptrdiff_t>(first));
  });
  return Column::of_numbers(std::move(variable), std::move(numbers));
}

Column answer_column(const Run& run, const Operation<Outcome>& operation, std::string name) {
  std::array<std::int8_t, 256> code_of{};
  for (unsigned bit = 0; bit < 8; ++bit) code_of[1U << bit] = answer_code(static_cast<Outcome>(1U << bit));
  std::vector<std::int8_t> codes(run.rows());
  run.each_block(operation, [&](std::size_t first, std::span<const Outcome> values) {
    for (std::size_t i = 0; i < values.size(); ++i) codes[first + i] = code_of[values[i]];
  });
  return Column::of_answers(result_variable(std::move(name), VariableType::kYesNo), std::move(codes));
}

Column text_column(const Run& run, const Operation<TextId>& operation, const detail::TextList& texts,
                   std::string name) {
  auto ids = std::make_shared<std::vector<std::int32_t>>(run.rows());
  run.each_block(operation, [&](std::size_t first, std::span<const TextId> values) {
    std::copy(values.begin(), values.end(), ids->begin() + static_cast<std::ptrdiff_t>(first));
  });
  // Only texts that occur, in the order of their first row.
  auto dictionary = std::make_shared<std::vector<std::string>>();
  std::vector<std::int32_t> position;
  for (auto& id : *ids) {
    if (id < 0) {
      id = -1;
      continue;
    }
    const auto text = static_cast<std::size_t>(id);
    if (text >= position.size()) position.resize(text + 1, -1);
    if (position[text] < 0) {
      position[text] = static_cast<std::int32_t>(dictionary->size());
      dictionary->push_back(texts.text(id));
    }
    id = position[text];
  }
  const std::span<const std::int32_t> view(*ids);
  return {result_variable(std::move(name), VariableType::kText), StoredTexts{view, std::move(dictionary)},
          std::move(ids)};
}

/// The column itself, when the expression is no more than its name and the policy leaves it as it is.
const Column* column_itself(const Expression& expression, const Table& table, MissingPolicy policy) {
  const auto* name = std::get_if<Name>(&expression.root().content);
  const Column* column = name == nullptr ? nullptr : table.find(name->name);
  if (column == nullptr) return nullptr;
  const bool fills =
      policy.kind == MissingPolicy::Kind::kExplicitTotal || policy.kind == MissingPolicy::Kind::kDhsZero;
  return fills && column->variable().type == VariableType::kYesNo ? nullptr : column;
}

}  // namespace

Type check(const Expression& expression, const Table& table) {
  detail::Binder binder(expression, table, {}, detail::Purpose::kCheck);
  return detail::type_of(binder.bind_root());
}

Column evaluate(const Expression& expression, const Table& table, std::string result_name, unsigned threads,
                MissingPolicy policy) {
  if (const Column* column = column_itself(expression, table, policy)) {
    Variable variable = column->variable();
    variable.name = std::move(result_name);
    return column->with(std::move(variable));
  }
  detail::Binder binder(expression, table, policy, detail::Purpose::kEvaluate);
  const detail::Part part = binder.bind_root();
  const Run run(binder.columns(), table.rows(), threads);
  switch (detail::type_of(part)) {
    case Type::kYesNo:
      return answer_column(run, *std::get<detail::OperationPtr<Outcome>>(part), std::move(result_name));
    case Type::kText:
      return text_column(run, *std::get<detail::OperationPtr<TextId>>(part), binder.texts(),
                         std::move(result_name));
    default:
      return number_column(run, *std::get<detail::OperationPtr<double>>(part), std::move(result_name));
  }
}

}  // namespace sondeo::expression
