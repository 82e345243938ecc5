#include "questionnaires/library.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/spec/document.hpp"
#include "questionnaires/instrument_file.hpp"

namespace sondeo::questionnaires {

const LibraryFile* find_library_instrument(std::string_view id) {
  const auto files = instruments_files();
  const auto found =
      std::find_if(files.begin(), files.end(), [id](const auto& file) { return file.first == id; });
  return found == files.end() ? nullptr : &*found;
}

Instrument read_library_instrument(const LibraryFile& file) {
  return read_instrument(
      spec::Document::parse(std::string(file.second), fmt::format("instruments/{}.toml", file.first)));
}

}  // namespace sondeo::questionnaires
