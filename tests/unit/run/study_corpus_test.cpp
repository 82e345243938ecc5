#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/base/codes.hpp"
#include "engine/base/diagnostic.hpp"
#include "program/run/study_file.hpp"
#include "questionnaires/instrument_file.hpp"

namespace fs = std::filesystem;

namespace {

std::vector<fs::path> corpus() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(fs::path(SONDEO_SOURCE_DIR) / "tests/fuzz/corpus/study")) {
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string text_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// Whether the reader took the text; an Error that is the user's to mend is an answer too.
template <class Reader>
bool taken(const std::string& text, Reader&& reader) {
  try {
    reader(sondeo::spec::Document::parse(text, "corpus"));
    return true;
  } catch (const sondeo::Error& error) {
    CHECK(error.diagnostic().code != sondeo::code::kInternal);
    return false;
  }
}

}  // namespace

TEST_CASE("the corpus of studies holds texts that are taken and texts that are refused", "[run][fuzz]") {
  int studies = 0;
  int instruments = 0;
  const auto files = corpus();
  for (const fs::path& file : files) {
    CAPTURE(file);
    const std::string text = text_of(file);
    if (taken(text, [](const auto& document) { (void)sondeo::run::parse_study(document); })) ++studies;
    if (taken(text, [](const auto& document) { (void)sondeo::questionnaires::read_instrument(document); })) {
      ++instruments;
    }
  }
  CHECK(files.size() >= 20);
  CHECK(studies == 13);
  CHECK(instruments == 4);
}
