#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "engine/spec/section.hpp"

namespace sondeo::spec {

/// A TOML file that was read and found well formed.
class Document {
 public:
  /// @throws Error kSpecFileAbsent, kSpecFileUnreadable, kSpecFileNotRegular, kSpecFileTooLarge, and those of
  /// `parse`
  static Document read(const std::filesystem::path& file);
  /// @param name  what error messages call the text
  /// @throws Error kSpecSyntax, kSpecDuplicateKey, kSpecNotUtf8, kSpecTooDeep, kSpecFileTooLarge
  static Document parse(std::string text, std::string name);

  [[nodiscard]] const std::string& name() const;
  /// The whole file as a section.
  [[nodiscard]] Section root() const;

 private:
  explicit Document(std::shared_ptr<const detail::Parsed> file) : file_(std::move(file)) {}

  std::shared_ptr<const detail::Parsed> file_;
};

/// Names of the files in a folder that end like `suffix` (all for ""), for nearest names; empty if it cannot
/// be listed.
[[nodiscard]] std::vector<std::string> file_names(const std::filesystem::path& folder,
                                                  const std::string& suffix);

}  // namespace sondeo::spec
