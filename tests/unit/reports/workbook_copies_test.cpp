#include <fstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <unistd.h>

#include "engine/base/codes.hpp"
#include "engine/base/diagnostic.hpp"
#include "reports/detail/workbook_sheet.hpp"

namespace {

/// Writes one text after another, the last again and again. @return what the file holds at the end
std::string left(const std::vector<std::string>& texts) {
  const auto file = std::filesystem::temp_directory_path() / ("sondeo-copies-" + std::to_string(getpid()));
  std::size_t copy = 0;
  const auto write = [&] {
    std::ofstream(file, std::ios::trunc) << texts.at(std::min(copy, texts.size() - 1));
    ++copy;
  };
  std::string text;
  try {
    sondeo::reports::detail::write_until_alike(file, write);
    std::getline(std::ifstream(file), text);
  } catch (const sondeo::Error& error) {
    text = error.diagnostic().code == sondeo::code::kOutputFailed ? "refused" : "another fault";
  }
  std::filesystem::remove(file);
  return text;
}

}  // namespace

TEST_CASE("a workbook of which one copy lost a part is written again") {
  CHECK(left({"whole"}) == "whole");
  CHECK(left({"cut", "whole"}) == "whole");
  CHECK(left({"whole", "", "whole"}) == "whole");
}

TEST_CASE("a workbook of which no two copies are alike is refused, as is one that is empty") {
  CHECK(left({"a", "b", "c", "d", "e"}) == "refused");
  CHECK(left({""}) == "refused");
}
