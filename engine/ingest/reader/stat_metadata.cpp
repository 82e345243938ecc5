#include "engine/ingest/reader/stat_metadata.hpp"

#include <cmath>
#include <exception>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include <fmt/core.h>

#include "engine/ingest/detail/encoding.hpp"
#include "engine/ingest/reader/failure.hpp"

namespace sondeo::ingest::reader {

namespace {

using detail::Outcome;

struct Collector {
  StatMetadata found;
  std::vector<std::string> label_set_of;  // by variable
  std::map<std::string, ValueLabels> label_sets;
  std::exception_ptr failure;
};

/// Runs `work`; an exception is kept, for ReadStat's C code cannot pass it on.
template <typename Work>
int guarded(void* context, const Work& work) {
  auto& collector = *static_cast<Collector*>(context);
  try {
    work(collector);
    return READSTAT_HANDLER_OK;
  } catch (...) {
    collector.failure = std::current_exception();
    return READSTAT_HANDLER_ABORT;
  }
}

std::uint64_t stored_bytes(const readstat_variable_t& variable) {
  switch (variable.type) {
    case READSTAT_TYPE_INT8:
      return 1;
    case READSTAT_TYPE_INT16:
      return 2;
    case READSTAT_TYPE_INT32:
    case READSTAT_TYPE_FLOAT:
      return 4;
    // One byte more than in the file: it leaves room for a terminator.
    case READSTAT_TYPE_STRING:
      return variable.storage_width > 0 ? variable.storage_width - 1 : 0;
    case READSTAT_TYPE_DOUBLE:
    case READSTAT_TYPE_STRING_REF:
      break;
  }
  return 8;
}

MissingRules missing_rules(const readstat_variable_t* variable) {
  MissingRules rules;
  const int count = readstat_variable_get_missing_ranges_count(variable);
  for (int i = 0; i < count; ++i) {
    const readstat_value_t low = readstat_variable_get_missing_range_lo(variable, i);
    const readstat_value_t high = readstat_variable_get_missing_range_hi(variable, i);
    if (low.type == READSTAT_TYPE_STRING) {
      if (low.v.string_value != nullptr) rules.texts[low.v.string_value] = Missing::kOther;
    } else if (!std::isnan(low.v.double_value) && !std::isnan(high.v.double_value)) {
      rules.ranges.push_back({low.v.double_value, high.v.double_value, Missing::kOther});
    }
  }
  return rules;
}

void add_variable(Collector& collector, const readstat_variable_t* variable, const char* label_set) {
  Variable added;
  added.name = variable->name;
  added.label = variable->label;
  added.format = variable->format;
  const bool text = readstat_variable_get_type_class(variable) == READSTAT_TYPE_CLASS_STRING;
  added.type = text ? VariableType::kText : VariableType::kNumber;
  const std::uint64_t bytes = stored_bytes(*variable);
  if (text) added.width = bytes;
  added.missing = missing_rules(variable);
  collector.found.record_bytes += bytes;
  collector.found.metadata.variables.push_back(std::move(added));
  collector.label_set_of.emplace_back(label_set == nullptr ? "" : label_set);
}

void add_label(ValueLabels& labels, readstat_value_t value, const char* label) {
  const std::string text = label == nullptr ? "" : label;
  if (value.type == READSTAT_TYPE_STRING || value.type == READSTAT_TYPE_STRING_REF) {
    if (value.v.string_value != nullptr) labels.texts[value.v.string_value] = text;
    return;
  }
  if (value.is_tagged_missing != 0) {
    const char tag = readstat_value_tag(value);
    if (tag >= 'a' && tag <= 'z') labels.tags[tag] = text;
    return;
  }
  const double code = readstat_double_value(value);
  if (!std::isnan(code)) labels.numbers[code] = text;
}

void set_handlers(readstat_parser_t* parser) {
  // Texts as they are: decoding is ours, so that every variable with foreign bytes can be named. No error
  // handler: with one, ReadStat 1.1.8 reads beyond a record to print it.
  readstat_set_handler_character_encoding(parser, nullptr);
  readstat_set_metadata_handler(parser, [](readstat_metadata_t* metadata, void* context) {
    return guarded(context, [&](Collector& collector) {
      collector.found.metadata.rows = metadata->row_count;
      collector.found.version = static_cast<int>(metadata->file_format_version);
      if (metadata->file_label != nullptr) collector.found.metadata.label = metadata->file_label;
      if (metadata->file_encoding != nullptr) collector.found.metadata.encoding = metadata->file_encoding;
    });
  });
  readstat_set_variable_handler(
      parser, [](int, readstat_variable_t* variable, const char* labels, void* context) {
        return guarded(context, [&](Collector& collector) { add_variable(collector, variable, labels); });
      });
  readstat_set_value_label_handler(
      parser, [](const char* set, readstat_value_t value, const char* label, void* context) {
        return guarded(context,
                       [&](Collector& collector) { add_label(collector.label_sets[set], value, label); });
      });
}

/// Decodes one text in place; false when it cannot be.
bool decode_text(detail::Decoder& decoder, std::string& text) {
  if (detail::is_ascii(text)) return true;
  auto decoded = decoder.decode(text);
  if (!decoded) return false;
  text = std::move(*decoded);
  return true;
}

bool decode_variable(detail::Decoder& decoder, Variable& variable) {
  bool good = decode_text(decoder, variable.name);
  good &= decode_text(decoder, variable.label);
  for (auto& [code, label] : variable.labels.numbers) good &= decode_text(decoder, label);
  for (auto& [tag, label] : variable.labels.tags) good &= decode_text(decoder, label);
  std::map<std::string, std::string> labels;
  for (const auto& entry : variable.labels.texts) {
    std::string code = entry.first;
    std::string label = entry.second;
    good &= decode_text(decoder, code) && decode_text(decoder, label);
    labels[code] = label;
  }
  variable.labels.texts = std::move(labels);
  std::map<std::string, Missing> missing;
  for (const auto& entry : variable.missing.texts) {
    std::string code = entry.first;
    good &= decode_text(decoder, code);
    missing[code] = entry.second;
  }
  variable.missing.texts = std::move(missing);
  return good;
}

}  // namespace

void parse(readstat_parser_t* parser, FileFormat format, void* context) {
  readstat_error_t error = READSTAT_OK;
  switch (format) {
    case FileFormat::kSav:
    case FileFormat::kZsav:
      error = readstat_parse_sav(parser, "", context);
      break;
    case FileFormat::kPor:
      error = readstat_parse_por(parser, "", context);
      break;
    case FileFormat::kDta:
      error = readstat_parse_dta(parser, "", context);
      break;
    case FileFormat::kCsv:
      throw Failure{Outcome::kInternal, 0, 0, 0, {}, {}};
  }
  if (error == READSTAT_OK) return;
  Outcome outcome = Outcome::kDamaged;
  if (error == READSTAT_ERROR_UNSUPPORTED_FILE_FORMAT_VERSION) outcome = Outcome::kVersion;
  if (error == READSTAT_ERROR_MALLOC) outcome = Outcome::kOutOfMemory;
  throw Failure{outcome, static_cast<std::int32_t>(error), 0, 0, {}, {}};
}

StatMetadata read_metadata(MappedInput& input, FileFormat format) {
  const std::unique_ptr<readstat_parser_t, decltype(&readstat_parser_free)> parser(readstat_parser_init(),
                                                                                   &readstat_parser_free);
  Collector collector;
  input.attach(parser.get());
  set_handlers(parser.get());
  try {
    parse(parser.get(), format, &collector);
  } catch (const Failure&) {
    if (collector.failure) std::rethrow_exception(collector.failure);
    throw;
  }
  auto& variables = collector.found.metadata.variables;
  if (variables.size() > detail::kMostVariables) throw Failure{Outcome::kDamaged, 0, 0, 0, {}, {}};
  for (std::size_t i = 0; i < variables.size(); ++i) {
    const auto set = collector.label_sets.find(collector.label_set_of[i]);
    if (!collector.label_set_of[i].empty() && set != collector.label_sets.end())
      variables[i].labels = set->second;
  }
  return std::move(collector.found);
}

void decode_metadata(detail::Metadata& metadata) {
  detail::Decoder decoder(metadata.encoding);
  if (!decoder.known()) {
    Failure failure;
    failure.outcome = Outcome::kUnknownEncoding;
    failure.encoding = metadata.encoding;
    throw Failure(std::move(failure));
  }
  Failure undecodable;
  undecodable.outcome = Outcome::kUndecodable;
  undecodable.encoding = metadata.encoding;
  for (std::size_t i = 0; i < metadata.variables.size(); ++i) {
    auto& variable = metadata.variables[i];
    if (decode_variable(decoder, variable)) continue;
    const bool name_reads = detail::valid_utf8_prefix(variable.name) == variable.name.size();
    undecodable.names.push_back(name_reads ? variable.name : fmt::format("#{}", i + 1));
  }
  if (!undecodable.names.empty()) throw Failure(std::move(undecodable));
  // A file's label in foreign bytes is no reason to refuse its data.
  if (!decode_text(decoder, metadata.label)) metadata.label.clear();
}

}  // namespace sondeo::ingest::reader
