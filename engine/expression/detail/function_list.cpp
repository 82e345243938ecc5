#include "engine/expression/detail/function_list.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace sondeo::expression::detail {

namespace {

constexpr std::size_t kAnyNumber = std::numeric_limits<std::size_t>::max();

/// In the order of `Function`.
constexpr std::array<FunctionEntry, 16> kFunctions = {{
    {Function::kAny, "any", 1, kAnyNumber, "any(x[1-9] == 1)"},
    {Function::kAll, "all", 1, kAnyNumber, "all(x[1-9] == 1)"},
    {Function::kCount, "count", 1, kAnyNumber, "count(x[1-9] == 1)"},
    {Function::kSum, "sum", 1, kAnyNumber, "sum(x[1-9])"},
    {Function::kMean, "mean", 1, kAnyNumber, "mean(x[1-9])"},
    {Function::kMin, "min", 1, kAnyNumber, "min(x, y)"},
    {Function::kMax, "max", 1, kAnyNumber, "max(x, y)"},
    {Function::kCoalesce, "coalesce", 1, kAnyNumber, "coalesce(x, y)"},
    {Function::kIf, "if", 3, 3, "if(x == 1, y, z)"},
    {Function::kLabel, "label", 1, 1, "label(x)"},
    {Function::kFloor, "floor", 1, 1, "floor(x)"},
    {Function::kRound, "round", 1, 1, "round(x)"},
    {Function::kAbs, "abs", 1, 1, "abs(x)"},
    {Function::kExp, "exp", 1, 1, "exp(x)"},
    {Function::kLog, "log", 1, 1, "log(x)"},
    {Function::kSqrt, "sqrt", 1, 1, "sqrt(x)"},
}};

}  // namespace

const FunctionEntry* function_named(std::string_view name) {
  const auto found =
      std::find_if(kFunctions.begin(), kFunctions.end(), [&](const auto& e) { return e.name == name; });
  return found == kFunctions.end() ? nullptr : &*found;
}

const FunctionEntry& entry_of(Function function) { return kFunctions[static_cast<std::size_t>(function)]; }

bool takes_list(Function function) { return function <= Function::kCoalesce; }

std::vector<std::string> function_names() {
  std::vector<std::string> names = {"cut", "recode", "missing"};
  for (const auto& entry : kFunctions) names.emplace_back(entry.name);
  return names;
}

}  // namespace sondeo::expression::detail
