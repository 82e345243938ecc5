#include "engine/ingest/join.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "engine/base/diagnostic.hpp"
#include "engine/base/nearest.hpp"
#include "engine/ingest/codes.hpp"

namespace sondeo::ingest {

namespace {

constexpr std::int32_t kNone = -1;

[[noreturn]] void refuse(Code code, std::vector<Argument> arguments, const JoinOptions& options,
                         std::vector<std::string> similar = {}) {
  Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.arguments = std::move(arguments);
  diagnostic.place = options.place;
  diagnostic.similar = std::move(similar);
  throw Error(std::move(diagnostic));
}

std::string listed(std::span<const std::string> names) {
  std::string all;
  for (const auto& name : names) {
    if (!all.empty()) all.append(", ");
    all.append(name);
  }
  return all;
}

const Column& key_column(const Table& table, const std::string& name, const JoinOptions& options) {
  const Column* column = table.find(name);
  if (column == nullptr) {
    refuse(code::kJoinKeyAbsent, {{"name", name}}, options, nearest_names(name, table.names()));
  }
  return *column;
}

/// Gives each distinct number one id; equal numbers of both tables share it.
class NumberIds {
 public:
  std::int32_t id_of(double value) {
    const auto bits = std::bit_cast<std::uint64_t>(value == 0.0 ? 0.0 : value);  // -0 is 0
    return ids_.try_emplace(bits, static_cast<std::int32_t>(ids_.size())).first->second;
  }
  [[nodiscard]] std::vector<std::int32_t> ids_of(const Column& column) {
    const std::vector<double> numbers = column.numbers();
    std::vector<std::int32_t> ids(numbers.size(), kNone);
    for (std::size_t row = 0; row < numbers.size(); ++row) {
      if (!std::isnan(numbers[row])) ids[row] = id_of(numbers[row]);
    }
    return ids;
  }

 private:
  std::unordered_map<std::uint64_t, std::int32_t> ids_;
};

/// The same for texts: each dictionary entry is looked up once, not each row.
class TextIds {
 public:
  [[nodiscard]] std::vector<std::int32_t> ids_of(const Column& column) {
    const StoredTexts& stored = column.stored_texts();
    std::vector<std::int32_t> id_of_entry;
    id_of_entry.reserve(stored.dictionary->size());
    for (const std::string_view text : *stored.dictionary) {
      id_of_entry.push_back(ids_.try_emplace(text, static_cast<std::int32_t>(ids_.size())).first->second);
    }
    std::vector<std::int32_t> ids(stored.ids.size(), kNone);
    for (std::size_t row = 0; row < ids.size(); ++row) {
      if (stored.ids[row] >= 0) ids[row] = id_of_entry[static_cast<std::size_t>(stored.ids[row])];
    }
    return ids;
  }

 private:
  std::unordered_map<std::string_view, std::int32_t> ids_;  // the columns' dictionaries outlive it
};

/// Key ids of the rows of both tables, column by column folded into one id for the whole key.
struct KeyIds {
  std::vector<std::int32_t> left;
  std::vector<std::int32_t> right;
  std::size_t distinct = 0;
};

/// Numbers of both tables' rows for one key column.
KeyIds column_ids(const Column& left, const Column& right, const JoinOptions& options) {
  if (left.is_text() != right.is_text()) {
    const Column& text = left.is_text() ? left : right;
    const Column& number = left.is_text() ? right : left;
    refuse(code::kJoinKeyTypes,
           {{"text", text.name()}, {"number", number.name()}, {"source", options.right_source}}, options);
  }
  if (left.is_text()) {
    TextIds ids;
    auto left_ids = ids.ids_of(left);
    return {std::move(left_ids), ids.ids_of(right), 0};
  }
  NumberIds ids;
  auto left_ids = ids.ids_of(left);
  return {std::move(left_ids), ids.ids_of(right), 0};
}

/// Joins the ids of the key so far with those of its next column: pairs get new ids.
void fold(KeyIds& key, const KeyIds& next) {
  std::unordered_map<std::uint64_t, std::int32_t> ids;
  const auto fold_side = [&ids](std::vector<std::int32_t>& so_far, const std::vector<std::int32_t>& added) {
    for (std::size_t row = 0; row < so_far.size(); ++row) {
      if (so_far[row] == kNone || added[row] == kNone) {
        so_far[row] = kNone;
        continue;
      }
      const auto pair = static_cast<std::uint64_t>(static_cast<std::uint32_t>(so_far[row])) << 32U |
                        static_cast<std::uint32_t>(added[row]);
      so_far[row] = ids.try_emplace(pair, static_cast<std::int32_t>(ids.size())).first->second;
    }
  };
  fold_side(key.left, next.left);
  fold_side(key.right, next.right);
}

std::size_t id_count(const KeyIds& key) {
  std::int32_t most = kNone;
  for (const std::int32_t id : key.left) most = std::max(most, id);
  for (const std::int32_t id : key.right) most = std::max(most, id);
  return static_cast<std::size_t>(most) + 1;
}

/// The row of each key. `repeated` counts the keys that occur more than once.
std::vector<std::int32_t> rows_by_key(const std::vector<std::int32_t>& ids, std::size_t count,
                                      std::size_t& repeated) {
  constexpr std::int32_t kRepeated = -2;
  std::vector<std::int32_t> row_of(count, kNone);
  repeated = 0;
  for (std::size_t row = 0; row < ids.size(); ++row) {
    if (ids[row] == kNone) continue;
    std::int32_t& known = row_of[static_cast<std::size_t>(ids[row])];
    if (known == kNone) {
      known = static_cast<std::int32_t>(row);
    } else if (known != kRepeated) {
      known = kRepeated;
      ++repeated;
    }
  }
  return row_of;
}

}  // namespace

JoinResult match_rows(const Table& left, std::span<const std::string> left_key, const Table& right,
                      std::span<const std::string> right_key, const JoinOptions& options) {
  if (left_key.size() != right_key.size() || left_key.empty()) {
    refuse(code::kJoinKeyCounts,
           {{"left", std::to_string(left_key.size())}, {"right", std::to_string(right_key.size())}}, options);
  }
  KeyIds key;
  for (std::size_t k = 0; k < left_key.size(); ++k) {
    KeyIds next =
        column_ids(key_column(left, left_key[k], options), key_column(right, right_key[k], options), options);
    if (k == 0) {
      key = std::move(next);
    } else {
      fold(key, next);
    }
  }
  key.distinct = id_count(key);
  std::size_t repeated = 0;
  const std::vector<std::int32_t> row_of = rows_by_key(key.right, key.distinct, repeated);
  if (repeated > 0) {
    refuse(
        code::kJoinDuplicateRight,
        {{"source", options.right_source}, {"count", std::to_string(repeated)}, {"key", listed(right_key)}},
        options);
  }
  if (!options.many_to_one) {
    rows_by_key(key.left, key.distinct, repeated);
    if (repeated > 0) {
      refuse(code::kJoinDuplicateLeft, {{"count", std::to_string(repeated)}, {"key", listed(left_key)}},
             options);
    }
  }
  JoinResult result;
  result.rows.assign(key.left.size(), kNone);
  for (std::size_t row = 0; row < key.left.size(); ++row) {
    if (key.left[row] == kNone) {
      ++result.missing_keys;
      continue;
    }
    result.rows[row] = row_of[static_cast<std::size_t>(key.left[row])];
    ++(result.rows[row] == kNone ? result.unmatched : result.matched);
  }
  return result;
}

}  // namespace sondeo::ingest
