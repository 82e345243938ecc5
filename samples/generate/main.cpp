// Writes samples/national-vaw's data file. Always the same bytes: tests/determinism compares them.
#include <charconv>
#include <cstdio>
#include <cstring>
#include <exception>

#include "engine/base/diagnostic.hpp"
#include "engine/ingest/write.hpp"
#include "samples/generate/national_vaw.hpp"

namespace {

int usage() {
  std::fputs(
      "usage: sondeo_sample FILE.sav [TIMES]\n  TIMES  interviews as a multiple of the sample's (1-1000)\n",
      stderr);
  return 2;
}

void write(const char* path, int times) {
  sondeo::ingest::WriteOptions options;
  options.overwrite = true;
  options.label = "Encuesta nacional sobre violencia contra las mujeres";
  options.timestamp = 1764028800;  // 2025-11-25 00:00 UTC
  (void)sondeo::ingest::write_sav(path, sondeo::samples::national_vaw(times), options);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2 || argc > 3) return usage();
  int times = 1;
  if (argc == 3) {
    const char* end = argv[2] + std::strlen(argv[2]);
    const auto read = std::from_chars(argv[2], end, times);
    if (read.ptr != end || read.ec != std::errc{} || times < 1 || times > 1000) return usage();
  }
  try {
    write(argv[1], times);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "sondeo_sample: %s\n", error.what());
    return 1;
  }
  return 0;
}
