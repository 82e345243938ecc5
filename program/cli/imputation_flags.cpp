#include "program/cli/imputation_flags.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/diagnostic.hpp"
#include "program/cli/codes.hpp"
#include "program/cli/flag_values.hpp"
#include "program/run/imputation_section.hpp"

namespace sondeo::cli {

namespace {

/// "NAME = COLUMNS".
std::pair<Written, std::vector<Written>> imputed_variable(const Written& value) {
  const std::size_t equals = std::min(value.text.find('='), value.text.size());
  Written name = trimmed(value, 0, equals);
  const std::size_t start = std::min(equals + 1, value.text.size());
  const Written columns = trimmed(value, start, value.text.size() - start);
  if (name.text.empty() || columns.text.empty()) {
    throw Error({code::kImputationForm, {{"value", value.text}}, value.place, {}, {}});
  }
  return {std::move(name), parts(columns)};
}

}  // namespace

std::optional<run::ImputationSpec> imputation_of(const CommandLine& line) {
  run::ImputationSpec imputation;
  if (const auto files = line.value("--imputations")) {
    imputation.files.push_back({{"", files->place}, parts(*files)});
    imputation.place = files->place;
  }
  imputation.id = formula(line, "--imputation-id");
  if (imputation.id) imputation.place = imputation.id->place;
  for (const auto& value : line.values("--imputed")) {
    imputation.variables.push_back(imputed_variable(value));
    imputation.place = value.place;
  }
  const auto df = line.value("--imputation-df");
  if (df) imputation.df = static_cast<estimation::ImputationDf>(choice(*df, estimation::kImputationDfNames));
  if (imputation.files.empty() && !imputation.id && imputation.variables.empty()) {
    if (df) throw Error({code::kImputationUnused, {{"flag", "--imputation-df"}}, df->place, {}, {}});
    return std::nullopt;
  }
  run::require_one_way(imputation);
  return imputation;
}

}  // namespace sondeo::cli
