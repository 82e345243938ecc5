#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/place.hpp"

namespace sondeo::spec::detail {

/// A stretch of one source line: line and column from 1, in bytes.
struct Region {
  std::size_t line = 1;
  std::size_t column = 1;
  std::size_t length = 1;
};

/// A file's text, cut into lines so that a place can show its own.
class SourceText {
 public:
  /// @param name  what error messages call it; a path, or the name of a text
  SourceText(std::string name, std::string text);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::string& text() const { return text_; }
  /// A line without its end; empty for a line that does not exist. From 1.
  [[nodiscard]] std::string_view line(std::size_t number) const;
  [[nodiscard]] Place place(const Region& region) const;

 private:
  std::string name_;
  std::string text_;
  std::vector<std::size_t> starts_;  ///< offset of each line
};

}  // namespace sondeo::spec::detail
