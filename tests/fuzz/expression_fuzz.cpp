// Reads bytes as an expression, checks it against a small table and evaluates it. Any text ends in values or
// in an Error that is the user's to mend, with a place; an internal error, a crash or a hang is a fault of
// ours. What was read prints to a text that reads back to the same, and is the same for any number of
// threads.
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/codes.hpp"
#include "engine/base/diagnostic.hpp"
#include "engine/expression/expression.hpp"

namespace {

using sondeo::Column;
using sondeo::Missing;
using sondeo::Variable;

Variable named(const std::string& name) {
  Variable variable;
  variable.name = name;
  return variable;
}

/// A few rows of every kind of column, with reasons of missing answers and labels.
sondeo::Table small_table() {
  sondeo::Table table;
  Variable coded = named("sex");
  coded.labels.numbers = {{1, "Hombre"}, {2, "Mujer"}, {9, "No responde"}};
  coded.missing.ranges = {{9, 9, Missing::kRefused}};
  static const std::vector<std::int8_t> codes = {1, 2, 9, 101, 127, 2, 1};
  table.add(Column(coded, sondeo::StoredNumbers(std::span<const std::int8_t>(codes)), nullptr));
  for (const char* name : {"p1", "p2", "p3", "f01", "f02", "d105a", "d105b", "x", "V4016"}) {
    const double unasked = sondeo::missing_value(Missing::kNotAsked);
    table.add(Column::of_numbers(named(name), {0, 1, 2, -1.5, 997, unasked, sondeo::missing_value()}));
  }
  table.add(Column::of_answers(named("flag"), {1, 0, -1, 1, 0, -1, 1}));
  table.add(Column::of_texts(named("region"), {"N", "S", "", "N", "Mujer", "", "S"}));
  return table;
}

bool user_fault(const sondeo::Diagnostic& fault) {
  return fault.code != sondeo::code::kInternal && fault.place && fault.place->column >= 1 &&
         fault.place->length >= 1;
}

void require(bool holds) {
  if (!holds) std::abort();
}

bool same(const Column& a, const Column& b) {
  for (std::size_t row = 0; row < a.size(); ++row) {
    const bool equal = a.is_text() ? a.text(row) == b.text(row)
                                   : std::bit_cast<std::uint64_t>(a.number(row)) ==
                                         std::bit_cast<std::uint64_t>(b.number(row));
    if (!equal) return false;
  }
  return a.size() == b.size();
}

void read(const std::string& text) {
  namespace expression = sondeo::expression;
  static const sondeo::Table table = small_table();
  const sondeo::Place place{sondeo::Origin::kCommandLine, "--where", 1, 1, 1, text};
  const auto parsed = expression::parse({text, place});
  const std::string canonical = expression::to_text(parsed);
  require(expression::parse({canonical, place}) == parsed);
  (void)expression::check(parsed, table);
  const auto policy = expression::MissingPolicy{expression::MissingPolicy::Kind::kAnswered, 0.8};
  require(same(expression::evaluate(parsed, table, "r"), expression::evaluate(parsed, table, "r", 2)));
  (void)expression::evaluate(parsed, table, "r", 1, policy);
  const auto names = table.names();
  (void)expression::variables(parsed, {names, "table", ""});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    read(std::string(data, data + size));
  } catch (const sondeo::Error& error) {
    require(user_fault(error.diagnostic()));
  }
  return 0;
}
