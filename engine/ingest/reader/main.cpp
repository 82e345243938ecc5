// The reader program: reads one survey file for the library, in a process of its own, so that a hostile or
// broken file can harm nothing else. Descriptor 3 is the file, 4 the memory that request and answer share.
#include <algorithm>
#include <exception>
#include <new>
#include <string>
#include <utility>

#include "engine/ingest/detail/encoding.hpp"
#include "engine/ingest/reader/columns.hpp"
#include "engine/ingest/reader/failure.hpp"
#include "engine/ingest/reader/mapped_input.hpp"
#include "engine/ingest/reader/sandbox.hpp"
#include "engine/ingest/reader/sav_layout.hpp"
#include "engine/ingest/reader/sav_reader.hpp"
#include "engine/ingest/reader/shared_memory.hpp"
#include "engine/ingest/reader/stat_metadata.hpp"
#include "engine/ingest/reader/stat_values.hpp"

namespace sondeo::ingest::reader {

namespace {

using detail::Outcome;

constexpr int kFirstUnicodeStata = 118;
constexpr const char* kAssumedEncoding = "WINDOWS-1252";  ///< of files that do not say: a superset of Latin-1

void hand_over_metadata(SharedMemory& memory, const detail::Metadata& metadata) {
  const std::string bytes = detail::packed(metadata);
  memory.answer().metadata_offset = memory.append(bytes);
  memory.answer().metadata_bytes = bytes.size();
}

/// SPSS files name their encoding twice; where the two differ the name is the more reliable one.
void choose_sav_encoding(detail::Metadata& metadata, const SavLayout& layout) {
  const bool page_says_little = layout.code_page == 0 || layout.code_page == 2 || layout.code_page == 3;
  if (metadata.encoding.empty()) metadata.encoding = kAssumedEncoding;
  if (layout.encoding_name.empty() || detail::same_encoding(layout.encoding_name, metadata.encoding)) return;
  if (!detail::Decoder(layout.encoding_name).known()) return;
  if (!page_says_little) {
    metadata.named_encoding = layout.encoding_name;
    metadata.page_encoding = metadata.encoding;
  }
  metadata.encoding = layout.encoding_name;
}

void choose_encoding(StatMetadata& found, FileFormat format, const SavLayout& layout,
                     const detail::Request& request) {
  auto& encoding = found.metadata.encoding;
  if (format == FileFormat::kPor) {
    encoding = "UTF-8";  // ReadStat maps a portable file's own characters
  } else if (request.encoding[0] != '\0') {
    encoding = std::string(request.encoding);
  } else if (format == FileFormat::kDta) {
    encoding = found.version >= kFirstUnicodeStata ? "UTF-8" : kAssumedEncoding;
  } else {
    choose_sav_encoding(found.metadata, layout);
  }
}

/// Adds what ReadStat does not tell of an SPSS file's texts: widths, missing codes of wide ones.
void complete_sav(detail::Metadata& metadata, const SavLayout& layout) {
  if (layout.variables.size() != metadata.variables.size()) throw Failure{};
  for (std::size_t i = 0; i < layout.variables.size(); ++i) {
    Variable& variable = metadata.variables[i];
    if ((layout.variables[i].width != 0) != (variable.type == VariableType::kText)) throw Failure{};
    variable.width = layout.variables[i].width;
    const auto missing = layout.long_missing.find(variable.name);
    if (missing == layout.long_missing.end()) continue;
    for (const auto& code : missing->second) variable.missing.texts[code] = Missing::kOther;
  }
}

/// Stops a file that claims more rows than it can hold before any of them is looked at.
std::uint64_t checked_capacity(std::int64_t declared, std::uint64_t most) {
  if (declared < 0) return most;
  if (static_cast<std::uint64_t>(declared) > most) {
    throw Failure{Outcome::kRowsImpossible, 0, declared, most, {}, {}};
  }
  return static_cast<std::uint64_t>(declared);
}

std::uint64_t row_bound(const StatMetadata& found, FileFormat format, const SavLayout& layout,
                        std::string_view bytes) {
  if (format == FileFormat::kSav || format == FileFormat::kZsav) return most_rows(layout, bytes);
  if (format == FileFormat::kDta) return bytes.size() / std::max<std::uint64_t>(found.record_bytes, 1);
  // Portable files: a value takes at least two characters.
  return bytes.size() / (2 * std::max<std::uint64_t>(found.metadata.variables.size(), 1));
}

/// How many rows of a window there can be in a file.
std::uint64_t rows_of(const detail::RowWindow& window, std::uint64_t capacity) {
  const std::uint64_t left = capacity - std::min(window.first_row, capacity);
  return window.row_count == 0 ? left : std::min(window.row_count, left);
}

void read_file(SharedMemory& memory) {
  const auto& request = memory.request();
  const auto format = static_cast<FileFormat>(request.format);
  const bool spss = format == FileFormat::kSav || format == FileFormat::kZsav;
  MappedInput input;
  if (!enter_sandbox(request, input.bytes().size())) throw Failure{Outcome::kInternal, 0, 0, 0, {}, {}};
  // Ours first: it refuses record counts that lead ReadStat astray.
  const SavLayout layout = spss ? read_sav_layout(input.bytes()) : SavLayout{};
  StatMetadata found = read_metadata(input, format);
  auto& metadata = found.metadata;
  if (spss) {
    complete_sav(metadata, layout);
    metadata.rows = layout.rows;
  }
  choose_encoding(found, format, layout, request);
  decode_metadata(metadata);
  auto& answer = memory.answer();
  const std::uint64_t capacity =
      checked_capacity(metadata.rows, row_bound(found, format, layout, input.bytes()));
  if (request.reads_values != 0) {
    const std::uint64_t room = rows_of(request.window, capacity);
    answer.rows_total = room;
    Columns columns(memory, metadata, room, format == FileFormat::kDta);
    const auto& wanted = memory.columns();
    const std::uint64_t rows =
        spss ? read_sav_values(layout, input.bytes(), wanted, request.window, columns, answer)
             : read_stat_values(input, format, wanted, request.window, columns, answer);
    columns.hand_over(metadata, rows);
  }
  answer.rows = metadata.rows;
  hand_over_metadata(memory, metadata);
  answer.outcome = Outcome::kRead;
}

void answer_failure(SharedMemory& memory, const Failure& failure) {
  detail::Metadata concerned;
  concerned.encoding = failure.encoding;
  concerned.undecodable = failure.names;
  hand_over_metadata(memory, concerned);
  auto& answer = memory.answer();
  answer.detail = failure.detail;
  answer.rows = failure.rows;
  answer.bound = failure.bound;
  answer.outcome = failure.outcome;
}

int run() {
  try {
    SharedMemory memory;
    try {
      read_file(memory);
    } catch (const Failure& failure) {
      answer_failure(memory, failure);
    } catch (const std::bad_alloc&) {
      memory.answer().outcome = Outcome::kOutOfMemory;
    }
    return 0;
  } catch (...) {
    return 1;
  }
}

}  // namespace

}  // namespace sondeo::ingest::reader

int main() { return sondeo::ingest::reader::run(); }
