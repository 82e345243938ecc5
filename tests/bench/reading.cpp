// Reads the named columns of a file through sondeo's own reader and stops: the reading that ./dev bench
// measures.
#include <charconv>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "engine/ingest/file.hpp"

namespace {

// The columns asked for: by name, or the first N of the file.
std::vector<std::string> wanted(int argc, char** argv, std::vector<std::string> all) {
  const std::string_view first = argv[2];
  std::size_t count = 0;
  const auto read = std::from_chars(first.data(), first.data() + first.size(), count);
  if (read.ptr != first.data() + first.size()) return {argv + 2, argv + argc};
  if (count < all.size()) all.resize(count);
  return all;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fputs("usage: bench_reading FILE NAME...\n       bench_reading FILE COUNT\n", stderr);
    return 2;
  }
  try {
    sondeo::ingest::ReadOptions options;
    options.reader_program = SONDEO_READER;
    const auto description = sondeo::ingest::describe(argv[1], options);
    const std::vector<std::string> names = wanted(argc, argv, description.names());
    const auto table = sondeo::ingest::read(description, names, options);
    std::printf("%zu rows, %zu columns\n", table.rows(), table.columns().size());
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench_reading: %s\n", error.what());
    return 1;
  }
  return 0;
}
