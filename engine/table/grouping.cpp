#include "engine/table/grouping.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"

namespace sondeo {

namespace {

/// One column's codes as dense ids in ascending order of the code.
struct CodedColumn {
  std::vector<std::int32_t> id_of_row;
  std::vector<CodeValue> codes;
};

/// Renumbers ids given in order of first sight so that they ascend with their codes.
template <typename Value>
CodedColumn ascending(std::vector<std::int32_t> first_seen, const std::vector<Value>& values) {
  std::vector<std::int32_t> order(values.size());
  std::iota(order.begin(), order.end(), 0);
  const auto value_of = [&](std::int32_t id) -> const Value& { return values[static_cast<std::size_t>(id)]; };
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return value_of(a) < value_of(b); });
  std::vector<std::int32_t> rank(values.size());
  CodedColumn coded;
  for (std::size_t i = 0; i < order.size(); ++i) {
    rank[static_cast<std::size_t>(order[i])] = static_cast<std::int32_t>(i);
    coded.codes.emplace_back(value_of(order[i]));
  }
  for (auto& id : first_seen) {
    if (id >= 0) id = rank[static_cast<std::size_t>(id)];
  }
  coded.id_of_row = std::move(first_seen);
  return coded;
}

/// int8 columns have at most 256 stored codes: a table instead of a hash per row.
CodedColumn code_bytes(const Column& column, std::span<const std::int8_t> stored) {
  std::array<bool, 256> seen{};
  for (const auto value : stored) seen[static_cast<std::uint8_t>(value)] = true;
  std::array<std::int32_t, 256> id_of_code{};
  CodedColumn coded;
  for (int code = -128; code <= 127; ++code) {
    const auto index = static_cast<std::uint8_t>(code);
    id_of_code[index] = -1;
    const auto raw = static_cast<std::int8_t>(code);
    double decoded = 0;
    if (!seen[index]) continue;
    const Column probe(column.variable(), StoredNumbers(std::span<const std::int8_t>(&raw, 1)), nullptr);
    probe.decode(0, {&decoded, 1});
    if (std::isnan(decoded)) continue;
    id_of_code[index] = static_cast<std::int32_t>(coded.codes.size());
    coded.codes.emplace_back(decoded);
  }
  coded.id_of_row.resize(stored.size());
  for (std::size_t i = 0; i < stored.size(); ++i) {
    coded.id_of_row[i] = id_of_code[static_cast<std::uint8_t>(stored[i])];
  }
  return coded;
}

CodedColumn code_numbers(const Column& column) {
  constexpr std::size_t kBlockRows = 4096;
  std::unordered_map<double, std::int32_t> id_of;
  std::vector<double> values;
  std::vector<std::int32_t> ids(column.size(), -1);
  std::array<double, kBlockRows> block{};
  double last = missing_value();
  std::int32_t last_id = -1;
  for (std::size_t first = 0; first < column.size(); first += kBlockRows) {
    const std::size_t count = std::min(kBlockRows, column.size() - first);
    column.decode(first, std::span(block).first(count));
    for (std::size_t i = 0; i < count; ++i) {
      if (std::isnan(block[i])) continue;
      const double value = block[i] + 0.0;  // -0 and 0 are one code
      if (value != last) {                  // files are often sorted by their units: runs skip the look-up
        const auto [found, inserted] = id_of.try_emplace(value, static_cast<std::int32_t>(values.size()));
        if (inserted) values.push_back(value);
        last = value;
        last_id = found->second;
      }
      ids[first + i] = last_id;
    }
  }
  return ascending(std::move(ids), values);
}

CodedColumn code_texts(const Column& column) {
  const auto& texts = column.stored_texts();
  std::vector<std::int32_t> seen_as(texts.dictionary->size(), -1);
  std::unordered_map<std::string, std::int32_t> id_of;  // a dictionary may hold a text twice
  std::vector<std::string> values;
  std::vector<std::int32_t> ids(column.size(), -1);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (texts.ids[i] < 0) continue;
    const auto entry = static_cast<std::size_t>(texts.ids[i]);
    if (seen_as[entry] < 0) {
      const auto& text = (*texts.dictionary)[entry];
      const auto [found, inserted] = id_of.try_emplace(text, static_cast<std::int32_t>(values.size()));
      if (inserted) values.push_back(text);
      seen_as[entry] = found->second;
    }
    ids[i] = seen_as[entry];
  }
  return ascending(std::move(ids), values);
}

CodedColumn code_column(const Column& column) {
  if (column.is_text()) return code_texts(column);
  if (const auto* bytes = std::get_if<std::span<const std::int8_t>>(&column.stored_numbers())) {
    return code_bytes(column, *bytes);
  }
  return code_numbers(column);
}

/// Groups so far crossed with one more column; only the pairs that exist get an id.
void cross(Grouping& grouping, const CodedColumn& column) {
  const auto width = static_cast<std::int64_t>(column.codes.size());
  std::unordered_map<std::int64_t, std::int32_t> id_of;
  std::vector<std::int64_t> pairs;
  std::int64_t last = -1;
  std::int32_t last_id = -1;
  for (std::size_t i = 0; i < grouping.group_of_row.size(); ++i) {
    auto& group = grouping.group_of_row[i];
    if (group < 0 || column.id_of_row[i] < 0) {
      group = -1;
      continue;
    }
    const std::int64_t pair = group * width + column.id_of_row[i];
    if (pair != last) {
      const auto [found, inserted] = id_of.try_emplace(pair, static_cast<std::int32_t>(pairs.size()));
      if (inserted) pairs.push_back(pair);
      last = pair;
      last_id = found->second;
    }
    group = last_id;
  }
  CodedColumn crossed = [&] {
    std::vector<double> as_numbers(pairs.begin(), pairs.end());  // exact: far below 2^53
    return ascending(std::move(grouping.group_of_row), as_numbers);
  }();
  std::vector<std::vector<CodeValue>> keys;
  for (const auto& code : crossed.codes) {
    const auto pair = static_cast<std::int64_t>(std::get<double>(code));
    keys.push_back(grouping.keys[static_cast<std::size_t>(pair / width)]);
    keys.back().push_back(column.codes[static_cast<std::size_t>(pair % width)]);
  }
  grouping.group_of_row = std::move(crossed.id_of_row);
  grouping.keys = std::move(keys);
}

}  // namespace

std::string code_text(const CodeValue& code) {
  if (const auto* number = std::get_if<double>(&code)) return fmt::format("{}", *number);
  return std::get<std::string>(code);
}

Grouping group_rows(std::span<const Column* const> columns) {
  ensure(!columns.empty(), "rows grouped by no column");
  CodedColumn first = code_column(*columns[0]);
  Grouping grouping;
  grouping.group_of_row = std::move(first.id_of_row);
  for (auto& code : first.codes) grouping.keys.push_back({std::move(code)});
  for (const Column* column : columns.subspan(1)) cross(grouping, code_column(*column));
  return grouping;
}

Grouping group_rows(std::span<const Column> columns) {
  std::vector<const Column*> pointers;
  pointers.reserve(columns.size());
  for (const auto& column : columns) pointers.push_back(&column);
  return group_rows(pointers);
}

}  // namespace sondeo
