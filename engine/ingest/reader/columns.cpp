#include "engine/ingest/reader/columns.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "engine/ingest/detail/encoding.hpp"
#include "engine/ingest/reader/failure.hpp"

namespace sondeo::ingest::reader {

namespace {

using detail::Outcome;

constexpr std::uint64_t kMostRows = 0x7FFFFFFFULL;

std::string_view without_padding(std::string_view text) {
  const auto last = text.find_last_not_of(std::string_view(" \0", 2));
  return last == std::string_view::npos ? std::string_view() : text.substr(0, last + 1);
}

/// The pool in UTF-8, or nothing when a text cannot be decoded. `moved` says where each id went, if any did:
/// letters that a field's end cut off are dropped, so two texts can become one.
std::optional<detail::TextPool> decoded_pool(const detail::TextPool& pool, detail::Decoder& decoder,
                                             std::vector<std::int32_t>& moved) {
  detail::TextPool decoded;
  for (std::size_t id = 0; id < pool.size(); ++id) {
    const std::string_view text = pool.text(id);
    if (detail::is_ascii(text)) {
      moved.push_back(decoded.id_of(text));
      continue;
    }
    const auto utf8 = decoder.decode(text);
    if (!utf8) return std::nullopt;
    moved.push_back(decoded.id_of(without_padding(*utf8)));
  }
  return decoded;
}

}  // namespace

Columns::Columns(SharedMemory& memory, const detail::Metadata& metadata, std::uint64_t capacity, bool tags)
    : memory_(memory), capacity_(capacity) {
  if (capacity > kMostRows) throw Failure{Outcome::kTooManyRows, 0, 0, kMostRows, {}, {}};
  std::uint64_t bytes = 0;
  for (const std::uint32_t variable : memory.columns()) {
    if (variable >= metadata.variables.size()) throw Failure{Outcome::kInternal, 0, 0, 0, {}, {}};
    Column& column = columns_.emplace_back();
    column.variable = variable;
    column.text = metadata.variables[variable].type == VariableType::kText;
    column.offset = bytes;
    const std::uint64_t room = capacity * (column.text ? sizeof(std::int32_t) : sizeof(double));
    bytes += (room + detail::kAreaAlignment - 1) / detail::kAreaAlignment * detail::kAreaAlignment;
  }
  if (bytes > memory.request().memory_limit) throw Failure{Outcome::kOverLimit, 0, 0, bytes, {}, {}};
  memory.reserve(bytes);
  for (Column& column : columns_) {
    std::byte* area = memory.areas() + column.offset;
    if (column.text) {
      column.ids = reinterpret_cast<std::int32_t*>(area);
    } else {
      column.numbers = detail::NarrowColumn(area, capacity, tags);
    }
    column.offset += memory.areas_offset();
  }
}

std::int32_t Columns::id_of(std::size_t k, std::string_view text) {
  text = without_padding(text);
  if (text.find('\0') == std::string_view::npos) return columns_[k].pool.id_of(text);
  // NUL bytes inside a text are dropped, as SPSS's other readers do.
  std::string clean(text);
  std::erase(clean, '\0');
  return columns_[k].pool.id_of(without_padding(clean));
}

void Columns::append_ids(std::size_t k, std::span<const std::int32_t> ids) {
  Column& column = columns_[k];
  std::copy(ids.begin(), ids.end(), column.ids + column.id_count);
  column.id_count += ids.size();
}

void Columns::decode_texts(const detail::Metadata& metadata, const std::string& encoding) {
  detail::Decoder decoder(encoding);
  Failure undecodable;
  undecodable.outcome = Outcome::kUndecodable;
  undecodable.encoding = encoding;
  for (Column& column : columns_) {
    if (!column.text || detail::is_ascii(column.pool.bytes())) continue;
    std::vector<std::int32_t> moved;
    auto decoded = decoded_pool(column.pool, decoder, moved);
    if (!decoded) {
      undecodable.names.push_back(metadata.variables[column.variable].name);
      continue;
    }
    for (std::size_t row = 0; row < column.id_count; ++row) {
      std::int32_t& id = column.ids[row];
      if (id >= 0) id = moved[static_cast<std::size_t>(id)];
    }
    column.pool = std::move(*decoded);
  }
  if (!undecodable.names.empty()) throw Failure(std::move(undecodable));
}

detail::ColumnAnswer Columns::answer_for(const Column& column) {
  detail::ColumnAnswer answer;
  answer.variable = column.variable;
  answer.offset = column.offset;
  if (!column.text) {
    answer.storage = static_cast<detail::Storage>(column.numbers.width());
    return answer;
  }
  answer.storage = detail::Storage::kText;
  const auto& ends = column.pool.ends();
  answer.text_count = ends.size();
  answer.ends_offset =
      memory_.append({reinterpret_cast<const char*>(ends.data()), ends.size() * sizeof(ends[0])});
  answer.bytes_offset = memory_.append(column.pool.bytes());
  answer.byte_count = column.pool.bytes().size();
  return answer;
}

void Columns::hand_over(detail::Metadata& metadata, std::uint64_t rows) {
  metadata.rows = static_cast<std::int64_t>(rows);
  decode_texts(metadata, metadata.encoding);
  for (const Column& column : columns_) metadata.columns.push_back(answer_for(column));
}

}  // namespace sondeo::ingest::reader
