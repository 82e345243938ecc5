// Reads the named columns of a file through sondeo's own reader and stops: the reading that ./dev bench
// measures.
#include <cstdio>
#include <string>
#include <vector>

#include "engine/ingest/file.hpp"

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fputs("usage: reading FILE NAME...\n", stderr);
    return 2;
  }
  try {
    sondeo::ingest::ReadOptions options;
    options.reader_program = SONDEO_READER;
    const std::vector<std::string> names(argv + 2, argv + argc);
    const auto description = sondeo::ingest::describe(argv[1], options);
    const auto table = sondeo::ingest::read(description, names, options);
    std::printf("%zu rows, %zu columns\n", table.rows(), table.columns().size());
  } catch (const std::exception& error) {
    std::fprintf(stderr, "reading: %s\n", error.what());
    return 1;
  }
  return 0;
}
