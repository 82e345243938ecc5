#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace sondeo::reports {

/// A text table of aligned columns.
class TextGrid {
 public:
  /// Which columns stand at their left edge; the others stand at their right.
  struct LeftEdges {
    std::size_t first;  ///< the first `first` columns
    std::size_t notes;  ///< and those from this position on
  };

  explicit TextGrid(LeftEdges left) : left_(left) {}
  void add(std::vector<std::string> cells) { lines_.push_back(std::move(cells)); }

  [[nodiscard]] std::string text() const;

 private:
  [[nodiscard]] std::vector<std::size_t> column_widths() const;

  LeftEdges left_;
  std::vector<std::vector<std::string>> lines_;
};

}  // namespace sondeo::reports
