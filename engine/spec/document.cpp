#include "engine/spec/document.hpp"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/base/nearest.hpp"
#include "engine/spec/codes.hpp"
#include "engine/spec/detail/node.hpp"

namespace sondeo::spec {

namespace {

// A study or an instrument is written by hand: a longer file is something else.
constexpr std::size_t kLargestBytes = 4U << 20U;

Error too_large(const std::string& name) {
  return Error(
      {code::kSpecFileTooLarge, {{"file", name}, {"limit", fmt::format("{}", kLargestBytes)}}, {}, {}, {}});
}

/// The system's error number: its sentence would stand in a language of the system's choice.
Error unreadable(const std::string& name, int number) {
  const std::string reason = fmt::format("{}", number);
  return Error({code::kSpecFileUnreadable, {{"file", name}, {"reason", reason}}, {}, {}, {}});
}

void check_regular(const std::filesystem::path& file) {
  std::error_code fault;
  const auto status = std::filesystem::status(file, fault);
  const std::string name = file.string();
  if (status.type() == std::filesystem::file_type::not_found) {
    const auto names =
        file_names(file.parent_path().empty() ? "." : file.parent_path(), file.extension().string());
    throw Error(
        {code::kSpecFileAbsent, {{"file", name}}, {}, nearest_names(file.filename().string(), names), {}});
  }
  if (fault)
    throw Error({code::kSpecFileUnreadable, {{"file", name}, {"reason", fault.message()}}, {}, {}, {}});
  if (status.type() != std::filesystem::file_type::regular) {
    throw Error({code::kSpecFileNotRegular, {{"file", name}}, {}, {}, {}});
  }
}

}  // namespace

Document Document::read(const std::filesystem::path& file) {
  check_regular(file);
  const std::string name = file.string();
  errno = 0;
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    throw unreadable(name, errno);
  }
  std::string text(kLargestBytes + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  return parse(std::move(text), name);
}

Document Document::parse(std::string text, std::string name) {
  if (text.size() > kLargestBytes) throw too_large(name);
  detail::SourceText source(std::move(name), std::move(text));
  return Document(std::make_shared<const detail::Parsed>(detail::parse_toml(std::move(source))));
}

const std::string& Document::name() const { return file_->source.name(); }

Section Document::root() const { return {file_, &file_->root, ""}; }

std::vector<std::string> file_names(const std::filesystem::path& folder, const std::string& suffix) {
  std::vector<std::string> result;
  std::error_code fault;
  for (std::filesystem::directory_iterator it(folder, fault), end; !fault && it != end; it.increment(fault)) {
    std::string name = it->path().filename().string();
    if (name.ends_with(suffix)) result.push_back(std::move(name));
  }
  std::sort(result.begin(), result.end());
  return result;
}

}  // namespace sondeo::spec
