// Writes the data files and boundaries of samples/national-vaw and the data files of samples/weighting and
// samples/municipios.
// Always the same bytes: tests/determinism compares them.
#include <charconv>
#include <cstdio>
#include <cstring>
#include <exception>
#include <filesystem>
#include <fstream>

#include "engine/base/diagnostic.hpp"
#include "engine/ingest/write.hpp"
#include "samples/generate/gross_sample.hpp"
#include "samples/generate/municipalities.hpp"
#include "samples/generate/national_vaw.hpp"
#include "samples/generate/regions.hpp"

namespace {

int usage() {
  std::fputs(
      "usage: sondeo_sample FILE.sav [TIMES]\n  TIMES  interviews as a multiple of the sample's (1-1000)\n"
      "       sondeo_sample --gross FOLDER\n"
      "       sondeo_sample --municipalities FILE.sav\n"
      "       sondeo_sample --boundaries FILE.topojson\n",
      stderr);
  return 2;
}

sondeo::ingest::WriteOptions options_of(const char* label) {
  sondeo::ingest::WriteOptions options;
  options.overwrite = true;
  options.label = label;
  options.timestamp = 1764028800;  // 2025-11-25 00:00 UTC
  return options;
}

void write(const char* path, int times) {
  (void)sondeo::ingest::write_sav(path, sondeo::samples::national_vaw(times),
                                  options_of("Encuesta nacional sobre violencia contra las mujeres"));
}

void write_gross(const std::filesystem::path& folder) {
  const auto sample = sondeo::samples::gross_sample();
  (void)sondeo::ingest::write_sav(folder / "viviendas.sav", sample.dwellings,
                                  options_of("Viviendas de la muestra y resultado de la visita"));
  (void)sondeo::ingest::write_sav(folder / "mujeres.sav", sample.women,
                                  options_of("Mujeres seleccionadas y resultado de la entrevista"));
}

void write_municipalities(const char* path) {
  (void)sondeo::ingest::write_sav(path, sondeo::samples::municipality_rounds(),
                                  options_of("L\u00ednea de base y final de ocho municipios"));
}

void write_boundaries(const char* path) {
  std::ofstream(path, std::ios::binary) << sondeo::samples::region_boundaries();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2 || argc > 3) return usage();
  int times = 1;
  const bool gross = argc == 3 && std::strcmp(argv[1], "--gross") == 0;
  const bool boundaries = argc == 3 && std::strcmp(argv[1], "--boundaries") == 0;
  const bool municipalities = argc == 3 && std::strcmp(argv[1], "--municipalities") == 0;
  if (argc == 3 && !gross && !boundaries && !municipalities) {
    const char* end = argv[2] + std::strlen(argv[2]);
    const auto read = std::from_chars(argv[2], end, times);
    if (read.ptr != end || read.ec != std::errc{} || times < 1 || times > 1000) return usage();
  }
  try {
    if (gross) {
      write_gross(argv[2]);
    } else if (municipalities) {
      write_municipalities(argv[2]);
    } else if (boundaries) {
      write_boundaries(argv[2]);
    } else {
      write(argv[1], times);
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "sondeo_sample: %s\n", error.what());
    return 1;
  }
  return 0;
}
