#include "engine/table/column.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <type_traits>
#include <unordered_map>
#include <utility>

#include "engine/base/diagnostic.hpp"

namespace sondeo {

namespace {

constexpr int kStataMissingCodes = 27;

/// The lowest stored code that means a missing value: '.'; the 26 above are .a-.z.
template <typename Integer>
constexpr Integer first_missing_code() {
  return static_cast<Integer>(std::numeric_limits<Integer>::max() - (kStataMissingCodes - 1));
}

double tagged_missing(int tag, const MissingRules& rules) {
  return missing_value(tag == 0 ? Missing::kSystem : rules.tags[static_cast<std::size_t>(tag - 1)]);
}

template <typename Integer>
double decode_integer(Integer code, const MissingRules& rules) {
  constexpr Integer kFirst = first_missing_code<Integer>();
  if (code >= kFirst) return tagged_missing(code - kFirst, rules);
  const auto value = static_cast<double>(code);
  const Missing reason = rules.ranges.empty() ? Missing::kNone : rules.reason(value);
  return reason == Missing::kNone ? value : missing_value(reason);
}

double decode_double(double value, const MissingRules& rules) {
  if (std::isnan(value)) {
    const auto low = static_cast<unsigned char>(std::bit_cast<std::uint64_t>(value) & 0xFFU);
    if (low >= 'a' && low <= 'z') return tagged_missing(low - 'a' + 1, rules);
    return missing_value(missing_reason(value));
  }
  const Missing reason = rules.ranges.empty() ? Missing::kNone : rules.reason(value);
  return reason == Missing::kNone ? value : missing_value(reason);
}

void decode_stored(std::span<const std::int8_t> stored, const MissingRules& rules, std::span<double> out) {
  // One look-up per value: a table of all 256 codes costs less than testing ranges row by row.
  std::array<double, 256> decoded{};
  for (int code = -128; code <= 127; ++code) {
    decoded[static_cast<std::uint8_t>(code)] = decode_integer(static_cast<std::int8_t>(code), rules);
  }
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = decoded[static_cast<std::uint8_t>(stored[i])];
}

template <typename Integer>
void decode_stored(std::span<const Integer> stored, const MissingRules& rules, std::span<double> out) {
  for (std::size_t i = 0; i < out.size(); ++i) {
    if constexpr (std::is_same_v<Integer, double>) {
      out[i] = decode_double(stored[i], rules);
    } else {
      out[i] = decode_integer(stored[i], rules);
    }
  }
}

template <typename Value>
Column own(Variable variable, std::vector<Value> values) {
  auto owner = std::make_shared<const std::vector<Value>>(std::move(values));
  const std::span<const Value> view(*owner);
  return {std::move(variable), StoredNumbers(view), std::move(owner)};
}

template <typename Value>
constexpr Value system_missing() {
  if constexpr (std::is_same_v<Value, double>) {
    return std::numeric_limits<double>::quiet_NaN();
  } else {
    return first_missing_code<Value>();
  }
}

}  // namespace

Column::Column(Variable variable, StoredNumbers numbers, std::shared_ptr<const void> owner)
    : variable_(std::make_shared<const Variable>(std::move(variable))),
      stored_(numbers),
      owner_(std::move(owner)),
      size_(std::visit([](auto values) { return values.size(); }, numbers)) {}

Column::Column(Variable variable, StoredTexts texts, std::shared_ptr<const void> owner)
    : variable_(std::make_shared<const Variable>(std::move(variable))),
      stored_(texts),
      owner_(std::move(owner)),
      size_(texts.ids.size()) {}

Column Column::of_numbers(Variable variable, std::vector<double> values) {
  return own(std::move(variable), std::move(values));
}

Column Column::of_answers(Variable variable, std::vector<std::int8_t> values) {
  variable.type = VariableType::kYesNo;
  for (auto& value : values) {
    if (value < 0) value = first_missing_code<std::int8_t>();
  }
  return own(std::move(variable), std::move(values));
}

Column Column::of_texts(Variable variable, const std::vector<std::string>& values) {
  variable.type = VariableType::kText;
  auto dictionary = std::make_shared<std::vector<std::string>>();
  std::unordered_map<std::string, std::int32_t> id_of;
  auto ids = std::make_shared<std::vector<std::int32_t>>();
  ids->reserve(values.size());
  for (const auto& value : values) {
    if (value.empty() || variable.missing.texts.contains(value)) {
      ids->push_back(-1);
      continue;
    }
    const auto [found, inserted] = id_of.try_emplace(value, static_cast<std::int32_t>(dictionary->size()));
    if (inserted) dictionary->push_back(value);
    ids->push_back(found->second);
  }
  const std::span<const std::int32_t> view(*ids);
  return {std::move(variable), StoredTexts{view, std::move(dictionary)}, std::move(ids)};
}

void Column::decode(std::size_t first, std::span<double> out) const {
  ensure(!is_text(), "numbers asked of a text column");
  ensure(first + out.size() <= size_, "rows beyond a column's end");
  std::visit([&](auto values) { decode_stored(values.subspan(first, out.size()), variable_->missing, out); },
             stored_numbers());
}

std::vector<double> Column::numbers() const {
  std::vector<double> values(size_);
  decode(0, values);
  return values;
}

double Column::number(std::size_t row) const {
  double value = 0;
  decode(row, {&value, 1});
  return value;
}

std::string_view Column::text(std::size_t row) const {
  const auto& texts = stored_texts();
  const std::int32_t id = texts.ids[row];
  return id < 0 ? std::string_view() : std::string_view((*texts.dictionary)[static_cast<std::size_t>(id)]);
}

Column Column::with(Variable variable) const {
  Column result = *this;
  if (is_text() && !variable.missing.texts.empty()) {
    const auto& texts = stored_texts();
    auto ids = std::make_shared<std::vector<std::int32_t>>(texts.ids.begin(), texts.ids.end());
    for (auto& id : *ids) {
      if (id >= 0 && variable.missing.texts.contains((*texts.dictionary)[static_cast<std::size_t>(id)]))
        id = -1;
    }
    const std::span<const std::int32_t> view(*ids);
    return {std::move(variable), StoredTexts{view, texts.dictionary}, std::move(ids)};
  }
  result.variable_ = std::make_shared<const Variable>(std::move(variable));
  return result;
}

Column Column::gather(std::span<const std::int32_t> rows) const {
  const auto pick = [rows](auto values, auto missing) {
    using Value = std::remove_const_t<typename decltype(values)::element_type>;
    std::vector<Value> picked(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      picked[i] = rows[i] < 0 ? missing : values[static_cast<std::size_t>(rows[i])];
    }
    return picked;
  };
  if (is_text()) {
    const auto& texts = stored_texts();
    auto ids = std::make_shared<const std::vector<std::int32_t>>(pick(texts.ids, std::int32_t{-1}));
    const std::span<const std::int32_t> view(*ids);
    return {*variable_, StoredTexts{view, texts.dictionary}, std::move(ids)};
  }
  return std::visit(
      [&](auto values) {
        using Value = std::remove_const_t<typename decltype(values)::element_type>;
        return own(*variable_, pick(values, system_missing<Value>()));
      },
      stored_numbers());
}

}  // namespace sondeo
