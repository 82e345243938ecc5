#include "engine/ingest/declared_missing.hpp"

#include <utility>

#include "engine/base/diagnostic.hpp"
#include "engine/base/nearest.hpp"
#include "engine/ingest/codes.hpp"

namespace sondeo::ingest {

namespace {

[[noreturn]] void refuse(Code code, const Written& variable, std::vector<std::string> similar = {}) {
  Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.arguments = {{"variable", variable.text}};
  diagnostic.place = variable.place;
  diagnostic.similar = std::move(similar);
  throw Error(std::move(diagnostic));
}

Variable with_codes(Variable variable, const DeclaredMissing& declared) {
  std::vector<MissingRange> ranges;
  for (const auto& [code, reason] : declared.codes) {
    if (const auto* number = std::get_if<double>(&code)) {
      if (variable.type == VariableType::kText) refuse(code::kDeclaredMissingNotText, declared.variable);
      ranges.push_back({*number, *number, reason});
    } else {
      if (variable.type != VariableType::kText) refuse(code::kDeclaredMissingNotNumber, declared.variable);
      variable.missing.texts[std::get<std::string>(code)] = reason;
    }
  }
  // The first range that holds a value decides: what is declared stands before what the file says.
  variable.missing.ranges.insert(variable.missing.ranges.begin(), ranges.begin(), ranges.end());
  return variable;
}

}  // namespace

Table apply_declared_missing(const Table& table, std::span<const DeclaredMissing> declared) {
  Table result = table;
  for (const auto& entry : declared) {
    const Column* column = result.find(entry.variable.text);
    if (column == nullptr) {
      refuse(code::kDeclaredMissingAbsent, entry.variable,
             nearest_names(entry.variable.text, result.names()));
    }
    result.add(column->with(with_codes(column->variable(), entry)));
  }
  return result;
}

}  // namespace sondeo::ingest
