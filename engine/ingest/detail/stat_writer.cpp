#include "engine/ingest/detail/stat_writer.hpp"

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cmath>
#include <ctime>
#include <limits>
#include <new>
#include <type_traits>
#include <utility>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "engine/ingest/codes.hpp"

namespace sondeo::ingest::detail {

namespace {

constexpr int kTagCount = 26;
constexpr std::size_t kSavTimePosition = 92;  // "01 Jan 70" then "00:00:00"
constexpr std::size_t kSavTimeLength = 17;
constexpr std::size_t kSavHeaderBytes = 176;

template <typename Value>
int tag_of(Value value) {
  if constexpr (std::is_same_v<Value, double>) {
    if (!std::isnan(value)) return -1;
    const auto low = static_cast<unsigned char>(std::bit_cast<std::uint64_t>(value) & 0xFFU);
    return low >= 'a' && low <= 'z' ? low - 'a' + 1 : 0;
  } else {
    const int first = std::numeric_limits<Value>::max() - kTagCount;
    return value >= first ? static_cast<int>(value) - first : -1;
  }
}

readstat_error_t insert_number(readstat_writer_t* writer, const readstat_variable_t* variable, double value) {
  switch (variable->type) {
    case READSTAT_TYPE_INT8:
      return readstat_insert_int8_value(writer, variable, static_cast<std::int8_t>(value));
    case READSTAT_TYPE_INT16:
      return readstat_insert_int16_value(writer, variable, static_cast<std::int16_t>(value));
    case READSTAT_TYPE_INT32:
      return readstat_insert_int32_value(writer, variable, static_cast<std::int32_t>(value));
    default:
      return readstat_insert_double_value(writer, variable, value);
  }
}

}  // namespace

std::size_t text_width(const Column& column) {
  std::size_t width = 1;
  for (const auto& text : *column.stored_texts().dictionary) width = std::max(width, text.size());
  return width;
}

int stored_tag(const StoredNumbers& numbers, std::size_t row) {
  return std::visit([row](auto values) { return tag_of(values[row]); }, numbers);
}

double stored_value(const StoredNumbers& numbers, std::size_t row) {
  return std::visit([row](auto values) { return static_cast<double>(values[row]); }, numbers);
}

bool has_tags(const Column& column) {
  return std::visit(
      [](auto values) {
        return std::any_of(values.begin(), values.end(), [](auto value) { return tag_of(value) > 0; });
      },
      column.stored_numbers());
}

StatWriter::StatWriter(const std::filesystem::path& path, const Table& table, const WriteOptions& options)
    : table_(table),
      options_(options),
      file_(path, options.overwrite),
      writer_(readstat_writer_init(), &readstat_writer_free) {
  if (!writer_) throw std::bad_alloc();
  readstat_set_data_writer(writer_.get(), &StatWriter::take);
  readstat_writer_set_file_label(writer_.get(), options.label.c_str());
  if (options.timestamp) readstat_writer_set_file_timestamp(writer_.get(), *options.timestamp);
}

readstat_variable_t* StatWriter::add(const Column& column, readstat_type_t type, std::size_t width) {
  readstat_variable_t* variable = readstat_add_variable(writer_.get(), column.name().c_str(), type, width);
  readstat_variable_set_label(variable, column.variable().label.c_str());
  variables_.push_back(variable);
  return variable;
}

readstat_label_set_t* StatWriter::add_labels(readstat_type_t type) {
  const std::string name = fmt::format("labels{}", variables_.size());
  return readstat_add_label_set(writer_.get(), type, name.c_str());
}

ssize_t StatWriter::take(const void* data, std::size_t length, void* context) {
  auto& writer = *static_cast<StatWriter*>(context);
  std::span<const std::byte> bytes(static_cast<const std::byte*>(data), length);
  if (writer.fixes_header_) {
    try {
      writer.header_.append(static_cast<const char*>(data), length);
    } catch (const std::bad_alloc&) {
      errno = ENOMEM;
      return -1;
    }
    if (writer.header_.size() < kSavHeaderBytes) return static_cast<ssize_t>(length);
    std::tm utc{};
    const std::time_t when = *writer.options_.timestamp;
    gmtime_r(&when, &utc);
    static constexpr const char* kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
    const std::string_view month(kMonths + 3 * utc.tm_mon, 3);
    fmt::format_to_n(writer.header_.begin() + kSavTimePosition, kSavTimeLength,
                     "{:02} {} {:02}{:02}:{:02}:{:02}", utc.tm_mday, month, utc.tm_year % 100, utc.tm_hour,
                     utc.tm_min, utc.tm_sec);
    writer.fixes_header_ = false;
    bytes = std::as_bytes(std::span(writer.header_));
  }
  return writer.file_.write(bytes) ? static_cast<ssize_t>(length) : -1;
}

void StatWriter::fix_sav_time() { fixes_header_ = options_.timestamp.has_value(); }

void StatWriter::check(readstat_error_t error, const std::string& variable) const {
  if (error == READSTAT_OK) return;
  memory_.require();
  if (error == READSTAT_ERROR_MALLOC) throw std::bad_alloc();
  if (error == READSTAT_ERROR_WRITE) file_.refuse();
  throw Error(Diagnostic{code::kVariableDoesNotFit,
                         {{"variable", variable}, {"reason", std::to_string(static_cast<int>(error))}},
                         {},
                         {},
                         {}});
}

void StatWriter::write(readstat_error_t begun) {
  check(begun, "");
  for (std::size_t k = 0; k < variables_.size(); ++k) {
    check(readstat_validate_variable(writer_.get(), variables_[k]), table_.columns()[k].name());
  }
  check(readstat_validate_metadata(writer_.get()), "");
  for (std::size_t row = 0; row < table_.rows(); ++row) write_row(row);
  check(readstat_end_writing(writer_.get()), "");
  memory_.require();
  file_.commit();
}

void StatWriter::write_row(std::size_t row) {
  readstat_writer_t* const writer = writer_.get();
  check(readstat_begin_row(writer), "");
  for (std::size_t k = 0; k < variables_.size(); ++k) {
    const Column& column = table_.columns()[k];
    const readstat_variable_t* variable = variables_[k];
    readstat_error_t error = READSTAT_OK;
    if (column.is_text()) {
      const std::int32_t id = column.stored_texts().ids[row];
      const char* text =
          id < 0 ? "" : (*column.stored_texts().dictionary)[static_cast<std::size_t>(id)].c_str();
      error = readstat_insert_string_value(writer, variable, text);
    } else if (const int tag = stored_tag(column.stored_numbers(), row); tag >= 0) {
      error = tag > 0 && keeps_tags_
                  ? readstat_insert_tagged_missing_value(writer, variable, static_cast<char>('a' + tag - 1))
                  : readstat_insert_missing_value(writer, variable);
    } else {
      error = insert_number(writer, variable, stored_value(column.stored_numbers(), row));
    }
    check(error, column.name());
  }
  check(readstat_end_row(writer), "");
}

}  // namespace sondeo::ingest::detail
