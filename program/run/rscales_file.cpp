#include "program/run/rscales_file.hpp"

#include <charconv>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

#include "engine/base/diagnostic.hpp"
#include "program/run/codes.hpp"
#include "program/run/study_file.hpp"

namespace sondeo::run {

namespace {

constexpr std::uintmax_t kMostBytes = std::uintmax_t{4} << 20U;

std::string without_blanks(const std::string& line) {
  const auto first = line.find_first_not_of(" \t\r");
  if (first == std::string::npos) return "";
  return line.substr(first, line.find_last_not_of(" \t\r") - first + 1);
}

std::optional<double> number_of(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  if (!whole || !std::isfinite(value) || value < 0) return std::nullopt;
  return value;
}

}  // namespace

std::vector<double> read_rscales(const Study& study, const Written& file) {
  const std::filesystem::path path = study_or_working_file(study, file);
  std::error_code failure;
  const bool ordinary = std::filesystem::is_regular_file(path, failure);
  std::ifstream stream;
  if (ordinary && std::filesystem::file_size(path, failure) <= kMostBytes) stream.open(path);
  if (!stream.is_open()) throw Error({code::kRscalesNotRead, {{"file", file.text}}, file.place, {}, {}});
  std::vector<double> numbers;
  std::size_t line_number = 0;
  for (std::string line; std::getline(stream, line);) {
    ++line_number;
    const std::string text = without_blanks(line);
    if (text.empty()) continue;
    const auto number = number_of(text);
    if (!number && line_number == 1) continue;
    if (!number) {
      throw Error({code::kRscalesNotNumber,
                   {{"file", file.text}, {"line", std::to_string(line_number)}},
                   file.place,
                   {},
                   {}});
    }
    numbers.push_back(*number);
  }
  if (stream.bad()) throw Error({code::kRscalesNotRead, {{"file", file.text}}, file.place, {}, {}});
  if (numbers.empty()) {
    throw Error({code::kRscalesNotNumber, {{"file", file.text}, {"line", "1"}}, file.place, {}, {}});
  }
  return numbers;
}

}  // namespace sondeo::run
