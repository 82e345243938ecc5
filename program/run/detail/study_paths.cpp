#include "program/run/detail/study_paths.hpp"

#include <algorithm>
#include <new>
#include <string>
#include <system_error>

#include "engine/base/diagnostic.hpp"
#include "engine/base/nearest.hpp"
#include "engine/spec/document.hpp"
#include "program/run/codes.hpp"

namespace sondeo::run::detail {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(Code code, const Written& file) {
  throw Error({code, {{"file", file.text}}, file.place, {}, {}});
}

/// Letters that no file's name needs; a backslash is a folder's separator on one system and a letter on
/// others.
bool doubtful(char c) { return static_cast<unsigned char>(c) < 0x20U || c == 0x7F || c == '\\'; }

void check_spelling(const Written& file) {
  if (std::any_of(file.text.begin(), file.text.end(), doubtful)) refuse(code::kStudyFileName, file);
  const fs::path path(file.text);
  const bool climbs = std::find(path.begin(), path.end(), fs::path("..")) != path.end();
  if (path.is_absolute() || climbs) refuse(code::kStudyFileOutside, file);
}

[[noreturn]] void refuse_absent(const fs::path& whole, const fs::path& folder, const Written& file) {
  const auto names = spec::file_names(whole.parent_path(), "");
  throw Error({code::kStudyFileAbsent,
               {{"file", file.text}, {"folder", folder.string()}},
               file.place,
               nearest_names(whole.filename().string(), names),
               {}});
}

/// Links are followed: the file that is meant must lie below the folder.
bool lies_below(const fs::path& folder, const fs::path& whole) {
  std::error_code fault;
  const fs::path root = fs::canonical(folder, fault);
  const fs::path target = fault ? fs::path() : fs::canonical(whole, fault);
  if (fault == std::errc::not_enough_memory) throw std::bad_alloc();
  if (fault) return false;
  return std::mismatch(root.begin(), root.end(), target.begin(), target.end()).first == root.end();
}

}  // namespace

fs::path file_below(const fs::path& folder, const Written& file) {
  check_spelling(file);
  const fs::path root = folder.empty() ? fs::path(".") : folder;
  fs::path whole = root / file.text;
  std::error_code fault;
  const fs::file_status status = fs::status(whole, fault);
  if (!fs::exists(status)) refuse_absent(whole, root, file);
  if (!lies_below(root, whole)) refuse(code::kStudyFileOutside, file);
  if (!fs::is_regular_file(status)) refuse(code::kStudyFileNotRegular, file);
  return whole;
}

}  // namespace sondeo::run::detail
