#include "engine/ingest/detail/handover.hpp"

#include <cstring>

namespace sondeo::ingest::detail {

namespace {

constexpr std::uint64_t kMostTextBytes = 1ULL << 31U;

template <typename Map, typename Put>
void put_map(ByteWriter& writer, const Map& map, const Put& put) {
  writer.put(static_cast<std::uint64_t>(map.size()));
  for (const auto& [key, value] : map) put(key, value);
}

void put_variable(ByteWriter& writer, const Variable& variable) {
  writer.put_text(variable.name);
  writer.put_text(variable.label);
  writer.put_text(variable.format);
  writer.put(static_cast<std::uint8_t>(variable.type == VariableType::kText ? 1 : 0));
  writer.put(static_cast<std::uint64_t>(variable.width));
  put_map(writer, variable.labels.numbers, [&](double code, const std::string& label) {
    writer.put(code);
    writer.put_text(label);
  });
  put_map(writer, variable.labels.texts, [&](const std::string& code, const std::string& label) {
    writer.put_text(code);
    writer.put_text(label);
  });
  put_map(writer, variable.labels.tags, [&](char tag, const std::string& label) {
    writer.put(tag);
    writer.put_text(label);
  });
  writer.put(static_cast<std::uint64_t>(variable.missing.ranges.size()));
  for (const auto& range : variable.missing.ranges) {
    writer.put(range.low);
    writer.put(range.high);
  }
  put_map(writer, variable.missing.texts, [&](const std::string& code, Missing) { writer.put_text(code); });
}

ValueLabels get_labels(ByteReader& reader) {
  ValueLabels labels;
  for (auto left = reader.get_count(16); left > 0; --left) {
    const auto code = reader.get<double>();
    // A NaN has no place in an ordered map.
    if (code != code) throw HandoverFault{};
    labels.numbers[code] = reader.get_text();
  }
  for (auto left = reader.get_count(16); left > 0; --left) {
    std::string code = reader.get_text();
    labels.texts[std::move(code)] = reader.get_text();
  }
  for (auto left = reader.get_count(9); left > 0; --left) {
    const char tag = reader.get<char>();
    if (tag < 'a' || tag > 'z') throw HandoverFault{};
    labels.tags[tag] = reader.get_text();
  }
  return labels;
}

Variable get_variable(ByteReader& reader) {
  Variable variable;
  variable.name = reader.get_text();
  variable.label = reader.get_text();
  variable.format = reader.get_text();
  variable.type = reader.get<std::uint8_t>() == 1 ? VariableType::kText : VariableType::kNumber;
  variable.width = reader.get<std::uint64_t>();
  variable.labels = get_labels(reader);
  for (auto left = reader.get_count(16); left > 0; --left) {
    const auto low = reader.get<double>();
    const auto high = reader.get<double>();
    variable.missing.ranges.push_back({low, high, Missing::kOther});
  }
  for (auto left = reader.get_count(8); left > 0; --left)
    variable.missing.texts[reader.get_text()] = Missing::kOther;
  return variable;
}

}  // namespace

void ByteWriter::put_text(std::string_view text) {
  put(static_cast<std::uint64_t>(text.size()));
  bytes_.append(text);
}

void ByteReader::copy(void* to, std::size_t count) {
  if (count > bytes_.size() - at_) throw HandoverFault{};
  std::memcpy(to, bytes_.data() + at_, count);
  at_ += count;
}

std::uint64_t ByteReader::get_count(std::size_t least_bytes) {
  const auto count = get<std::uint64_t>();
  if (count > (bytes_.size() - at_) / least_bytes) throw HandoverFault{};
  return count;
}

std::string ByteReader::get_text() {
  const auto length = get<std::uint64_t>();
  if (length > kMostTextBytes || length > bytes_.size() - at_) throw HandoverFault{};
  std::string text(length, '\0');
  copy(text.data(), length);
  return text;
}

std::string packed(const Metadata& metadata) {
  ByteWriter writer;
  writer.put_text(metadata.label);
  writer.put_text(metadata.encoding);
  writer.put_text(metadata.named_encoding);
  writer.put_text(metadata.page_encoding);
  writer.put(metadata.rows);
  writer.put(static_cast<std::uint64_t>(metadata.variables.size()));
  for (const auto& variable : metadata.variables) put_variable(writer, variable);
  writer.put(static_cast<std::uint64_t>(metadata.columns.size()));
  for (const auto& column : metadata.columns) writer.put(column);
  writer.put(static_cast<std::uint64_t>(metadata.undecodable.size()));
  for (const auto& name : metadata.undecodable) writer.put_text(name);
  return writer.bytes();
}

Metadata unpacked(std::span<const std::byte> bytes) {
  ByteReader reader(bytes);
  Metadata metadata;
  metadata.label = reader.get_text();
  metadata.encoding = reader.get_text();
  metadata.named_encoding = reader.get_text();
  metadata.page_encoding = reader.get_text();
  metadata.rows = reader.get<std::int64_t>();
  const auto variables = reader.get_count(32);
  if (variables > kMostVariables) throw HandoverFault{};
  for (auto left = variables; left > 0; --left) metadata.variables.push_back(get_variable(reader));
  for (auto left = reader.get_count(sizeof(ColumnAnswer)); left > 0; --left) {
    metadata.columns.push_back(reader.get<ColumnAnswer>());
  }
  for (auto left = reader.get_count(8); left > 0; --left) metadata.undecodable.push_back(reader.get_text());
  if (!reader.at_end()) throw HandoverFault{};
  return metadata;
}

}  // namespace sondeo::ingest::detail
