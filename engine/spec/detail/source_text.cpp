#include "engine/spec/detail/source_text.hpp"

#include <algorithm>
#include <utility>

namespace sondeo::spec::detail {

namespace {

// Every value read carries its line. A line longer than this helps nobody in a message, and a hostile file of
// one line with many values would cost the square of its size.
constexpr std::size_t kLongestShownLine = 2048;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

SourceText::SourceText(std::string name, std::string text) : name_(std::move(name)), text_(std::move(text)) {
  if (text_.starts_with(kByteOrderMark)) text_.erase(0, kByteOrderMark.size());
  starts_.push_back(0);
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '\n') starts_.push_back(i + 1);
  }
}

std::string_view SourceText::line(std::size_t number) const {
  if (number < 1 || number > starts_.size()) return {};
  const std::size_t begin = starts_[number - 1];
  std::size_t end = number < starts_.size() ? starts_[number] - 1 : text_.size();
  if (end > begin && text_[end - 1] == '\r') --end;
  return std::string_view(text_).substr(begin, end - begin);
}

Place SourceText::place(const Region& region) const {
  Place result;
  result.origin = Origin::kStudy;
  result.source = name_;
  result.line = region.line;
  result.column = region.column;
  result.length = std::max<std::size_t>(region.length, 1);
  const std::string_view shown = line(region.line);
  if (shown.size() <= kLongestShownLine) result.text = std::string(shown);
  return result;
}

}  // namespace sondeo::spec::detail
