#include <algorithm>
#include <cmath>
#include <iterator>
#include <span>
#include <string_view>

#include <fmt/format.h>

#include "engine/base/atomic_file.hpp"
#include "engine/ingest/csv_field.hpp"
#include "engine/ingest/write.hpp"

namespace sondeo::ingest {

namespace {

constexpr std::size_t kBlockRows = 256;

void put(AtomicFile& file, const std::string& text) {
  if (!file.write(std::as_bytes(std::span(text)))) file.refuse();
}

/// The rows [first, first + count) of all columns.
std::string lines(const Table& table, std::size_t first, std::size_t count) {
  std::vector<std::vector<double>> numbers;
  for (const auto& column : table.columns()) {
    numbers.emplace_back(column.is_text() ? 0 : count);
    if (!column.is_text()) column.decode(first, numbers.back());
  }
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t c = 0; c < numbers.size(); ++c) {
      if (c > 0) text += ',';
      const Column& column = table.columns()[c];
      if (column.is_text()) {
        text += csv_field(column.text(first + i));
      } else if (!std::isnan(numbers[c][i])) {
        fmt::format_to(std::back_inserter(text), "{}", numbers[c][i]);
      }
    }
    text += '\n';
  }
  return text;
}

}  // namespace

void write_csv(const std::filesystem::path& path, const Table& table, const WriteOptions& options) {
  AtomicFile file(path, options.overwrite);
  std::string header;
  for (const auto& name : table.names()) {
    if (!header.empty()) header += ',';
    header += csv_field(name);
  }
  put(file, header + '\n');
  for (std::size_t first = 0; first < table.rows(); first += kBlockRows) {
    put(file, lines(table, first, std::min(kBlockRows, table.rows() - first)));
  }
  file.commit();
}

}  // namespace sondeo::ingest
