#include "engine/table/replaced.hpp"

#include <bit>
#include <limits>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

#include "engine/base/diagnostic.hpp"

namespace sondeo {

namespace {

/// A NaN that carries Stata's tag: 0 is '.', 1 to 26 are .a to .z.
double tagged(int tag) {
  if (tag == 0) return missing_value(Missing::kSystem);
  constexpr std::uint64_t kQuietNan = 0x7FF8000000000000ULL;
  return std::bit_cast<double>(kQuietNan | static_cast<std::uint64_t>('a' + tag - 1));
}

/// The stored number in a column of doubles, with the same meaning.
template <class Value>
double widened(Value stored) {
  if constexpr (std::is_same_v<Value, double>) {
    return stored;
  } else {
    constexpr int kTags = 27;
    constexpr auto kFirst = static_cast<Value>(std::numeric_limits<Value>::max() - (kTags - 1));
    return stored >= kFirst ? tagged(stored - kFirst) : static_cast<double>(stored);
  }
}

std::vector<double> stored_doubles(const Column& column) {
  return std::visit(
      [](auto stored) {
        std::vector<double> values;
        values.reserve(stored.size());
        for (const auto value : stored) values.push_back(widened(value));
        return values;
      },
      column.stored_numbers());
}

Column with_numbers(const Column& column, std::span<const std::int32_t> rows,
                    std::span<const NewValue> values) {
  std::vector<double> numbers = stored_doubles(column);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    ensure(!std::holds_alternative<std::string>(values[i]), "a text for a number column");
    const auto* reason = std::get_if<Missing>(&values[i]);
    numbers[static_cast<std::size_t>(rows[i])] =
        reason == nullptr ? std::get<double>(values[i]) : missing_value(*reason);
  }
  return Column::of_numbers(column.variable(), std::move(numbers));
}

Column with_texts(const Column& column, std::span<const std::int32_t> rows,
                  std::span<const NewValue> values) {
  std::vector<std::string> texts;
  texts.reserve(column.size());
  for (std::size_t row = 0; row < column.size(); ++row) texts.emplace_back(column.text(row));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    ensure(!std::holds_alternative<double>(values[i]), "a number for a text column");
    const auto* text = std::get_if<std::string>(&values[i]);
    texts[static_cast<std::size_t>(rows[i])] = text == nullptr ? std::string() : *text;
  }
  return Column::of_texts(column.variable(), texts);
}

}  // namespace

Column with_values(const Column& column, std::span<const std::int32_t> rows,
                   std::span<const NewValue> values) {
  ensure(rows.size() == values.size(), "new values of another length than their rows");
  return column.is_text() ? with_texts(column, rows, values) : with_numbers(column, rows, values);
}

}  // namespace sondeo
