#include "program/run/column_pattern.hpp"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/expression/codes.hpp"
#include "program/run/codes.hpp"
#include "tests/unit/spec/fault.hpp"

namespace code = sondeo::code;
using sondeo::Written;
using sondeo::run::columns_like;
using sondeo::test::fault_of;

namespace {

using Names = std::vector<std::string>;

const Names kFile = {"PWGTP1", "PWGTP10", "PWGTP2", "rep_001", "rep_002", "rep_003", "wa", "wb", "wd",
                     "g1",     "g2",      "g4",     "g6",      "h08",     "h10",     "x",  "xy"};

Names columns(const std::string& pattern) {
  Written written;
  written.text = pattern;
  return columns_like(written, kFile, "file.csv");
}

sondeo::Diagnostic fault(const std::string& pattern) {
  return fault_of([&] { (void)columns(pattern); });
}

std::string argument(const sondeo::Diagnostic& diagnostic, const std::string& name) {
  for (const auto& argument : diagnostic.arguments) {
    if (argument.name == name) return argument.value;
  }
  return "";
}

}  // namespace

TEST_CASE("a range means its names, in its order and with its zeros") {
  CHECK(columns("PWGTP[1-2]") == Names{"PWGTP1", "PWGTP2"});
  CHECK(columns("rep_[001-003]") == Names{"rep_001", "rep_002", "rep_003"});
  CHECK(columns("g[1-2,4,6]") == Names{"g1", "g2", "g4", "g6"});
  CHECK(columns("w[a-b]") == Names{"wa", "wb"});
  CHECK(columns("x") == Names{"x"});
}

TEST_CASE("a range whose names are not all there is an error that lists them", "[message]") {
  const auto diagnostic = fault("g[1-6]");
  CHECK(diagnostic.code == code::kReplicateColumnsMissing);
  CHECK(argument(diagnostic, "count") == "2");
  CHECK(argument(diagnostic, "names") == "g3, g5");
  CHECK(argument(fault("rep_[001-300]"), "names").find("rep_004, rep_005") == 0);
}

TEST_CASE("a pattern takes what there is, but no run of numbers with holes", "[message]") {
  CHECK(columns("rep_*") == Names{"rep_001", "rep_002", "rep_003"});
  CHECK(columns("w?") == Names{"wa", "wb", "wd"});
  CHECK(fault("g*").code == code::kReplicateColumnsGap);
  CHECK(argument(fault("g?"), "names") == "g3, g5");
  CHECK(argument(fault("h*"), "names") == "h09");
  CHECK(argument(fault("PWGTP*"), "count") == "7");
}

TEST_CASE("patterns that mean nothing are errors", "[message]") {
  CHECK(fault("BRR*").code == code::kReplicateColumnsAbsent);
  CHECK(fault("BRR[1-3]").code == code::kReplicateColumnsAbsent);
  CHECK(fault("g[6-1]").code == code::kPatternRange);
  CHECK(fault("g[1-").code == code::kPatternRange);
  CHECK(fault("g[1-99999]").code == code::kPatternSize);
}
