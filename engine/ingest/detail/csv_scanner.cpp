#include "engine/ingest/detail/csv_scanner.hpp"

#include <algorithm>

namespace sondeo::ingest::detail {

std::string plain_text(const CsvField& field, char quote) {
  std::string text(field.text);
  if (!field.doubled) return text;
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    plain.push_back(text[i]);
    if (text[i] == quote) ++i;
  }
  return plain;
}

CsvScanner::CsvScanner(std::string_view bytes, char separator, char quote)
    : bytes_(bytes), separator_(separator), quote_(quote) {}

bool CsvScanner::line_end() {
  if (at_ >= bytes_.size()) return false;
  if (bytes_[at_] == '\r') {
    ++at_;
    if (at_ < bytes_.size() && bytes_[at_] == '\n') ++at_;
  } else if (bytes_[at_] == '\n') {
    ++at_;
  } else {
    return false;
  }
  ++line_;
  return true;
}

bool CsvScanner::quoted_field(CsvField& field) {
  const std::size_t begin = ++at_;
  field.quoted = true;
  for (;;) {
    const std::size_t end = bytes_.find(quote_, at_);
    if (end == std::string_view::npos) {
      fault_ = CsvFault::kOpenQuote;
      return false;
    }
    at_ = end + 1;
    if (at_ < bytes_.size() && bytes_[at_] == quote_) {
      field.doubled = true;
      ++at_;
      continue;
    }
    field.text = bytes_.substr(begin, end - begin);
    line_ += static_cast<std::size_t>(std::count(field.text.begin(), field.text.end(), '\n'));
    break;
  }
  const bool ends =
      at_ >= bytes_.size() || bytes_[at_] == separator_ || bytes_[at_] == '\n' || bytes_[at_] == '\r';
  if (!ends) {
    fault_ = CsvFault::kAfterQuote;
    record_line_ = line_;
  }
  return ends;
}

void CsvScanner::plain_field(CsvField& field) {
  const char* const begin = bytes_.data() + at_;
  const char* const end = bytes_.data() + bytes_.size();
  const char* to = begin;
  while (to != end && *to != separator_ && *to != '\n' && *to != '\r') ++to;
  field.text = std::string_view(begin, static_cast<std::size_t>(to - begin));
  at_ += field.text.size();
}

bool CsvScanner::next(std::vector<CsvField>& fields) {
  fields.clear();
  while (!keeps_blank_ && line_end()) {
  }
  if (at_ >= bytes_.size() || fault_ != CsvFault::kNone) return false;
  record_line_ = line_;
  for (;;) {
    CsvField& field = fields.emplace_back();
    if (at_ < bytes_.size() && bytes_[at_] == quote_) {
      if (!quoted_field(field)) return false;
    } else {
      plain_field(field);
    }
    if (at_ >= bytes_.size() || bytes_[at_] != separator_) break;
    ++at_;
  }
  line_end();
  return true;
}

}  // namespace sondeo::ingest::detail
