#include "program/run/sampled_psus.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "engine/base/nearest.hpp"
#include "engine/ingest/file.hpp"
#include "engine/table/grouping.hpp"
#include "program/run/codes.hpp"
#include "program/run/study_file.hpp"

namespace sondeo::run {

namespace {

Error fault_of(Code code, const Written& file, Argument argument, std::vector<std::string> similar = {}) {
  return Error({code, {{"file", file.text}, std::move(argument)}, file.place, std::move(similar), {}});
}

void check_company(const Study& study, const Written& file) {
  const auto& design = study.design;
  const bool others = design.certainty || design.pps || design.two_phase || design.replicates;
  if (design.psu && design.later_stages.empty() && !others) return;
  throw Error({code::kSampledPsusCompany, {{"file", file.text}}, file.place, {}, {}});
}

/// The file's columns of the strata and the PSU, and of the fpc where it has it.
Table read_list(const Study& study, const PlannedDesign& planned, const Written& file) {
  const auto description = ingest::describe(study_or_working_file(study, file), {});
  const auto present = description.names();
  std::vector<std::string> names;
  for (const auto& formula : planned.strata) names.push_back(formula.written.text);
  names.push_back(planned.psu->written.text);
  for (const auto& name : names) {
    if (std::find(present.begin(), present.end(), name) != present.end()) continue;
    throw fault_of(code::kSampledPsusColumn, file, {"column", name}, nearest_names(name, present));
  }
  if (planned.fpc) {
    const auto& name = planned.fpc->written.text;
    if (std::find(present.begin(), present.end(), name) != present.end()) names.push_back(name);
  }
  return ingest::read(description, names, {});
}

/// The values of one column followed by those of another.
Column joined(const Column& first, const Column& second, const Written& file) {
  if (first.is_text() != second.is_text()) {
    throw fault_of(code::kSampledPsusTypes, file, {"column", second.name()});
  }
  if (!first.is_text()) {
    std::vector<double> numbers = first.numbers();
    const auto more = second.numbers();
    numbers.insert(numbers.end(), more.begin(), more.end());
    Variable variable;
    variable.name = first.name();
    return Column::of_numbers(std::move(variable), std::move(numbers));
  }
  std::vector<std::string> texts;
  for (const auto* column : {&first, &second}) {
    for (std::size_t row = 0; row < column->size(); ++row) texts.emplace_back(column->text(row));
  }
  Variable variable;
  variable.name = first.name();
  variable.type = VariableType::kText;
  return Column::of_texts(std::move(variable), texts);
}

/// Rows of the list whose PSU has none among the first `rows`; each PSU once.
std::vector<std::int32_t> rows_to_add(const std::vector<const Column*>& columns, std::size_t rows,
                                      const Written& file) {
  const Grouping psus = group_rows(columns);
  std::vector<std::int8_t> with_rows(psus.count(), 0);
  std::vector<std::int8_t> listed(psus.count(), 0);
  std::vector<std::int32_t> added;
  for (std::size_t row = 0; row < psus.group_of_row.size(); ++row) {
    const auto group = psus.group_of_row[row];
    if (group < 0 && row < rows) continue;  // the design itself refuses rows without a PSU
    if (group < 0) throw fault_of(code::kSampledPsusColumn, file, {"column", columns.back()->name()});
    const auto psu = static_cast<std::size_t>(group);
    if (row < rows) {
      with_rows[psu] = 1;
      continue;
    }
    if (with_rows[psu] == 0 && listed[psu] == 0) added.push_back(static_cast<std::int32_t>(row));
    listed[psu] = 1;
  }
  std::size_t lacking = 0;
  for (std::size_t psu = 0; psu < with_rows.size(); ++psu) {
    if (with_rows[psu] == 1 && listed[psu] == 0) ++lacking;
  }
  if (lacking > 0) throw fault_of(code::kSampledPsusLack, file, {"count", std::to_string(lacking)});
  return added;
}

/// The fpc of each row of the design followed by that of the added ones.
Column joined_fpc(const Column& fpc, const Column* of_list, const std::vector<const Column*>& strata,
                  std::size_t rows, std::span<const std::int32_t> kept, const Written& file) {
  std::vector<std::int32_t> stratum_of_row(kept.size(), 0);
  if (!strata.empty()) stratum_of_row = group_rows(strata).group_of_row;
  std::vector<double> numbers = fpc.numbers();
  std::map<std::int32_t, double> of_stratum;
  for (std::size_t row = 0; row < rows; ++row) of_stratum.emplace(stratum_of_row[row], numbers[row]);
  const std::vector<double> listed = of_list == nullptr ? std::vector<double>{} : of_list->numbers();
  for (std::size_t i = rows; i < kept.size(); ++i) {
    const auto known = of_stratum.find(stratum_of_row[i]);
    if (known != of_stratum.end()) {
      numbers.push_back(known->second);
      continue;
    }
    if (listed.empty()) throw fault_of(code::kSampledPsusFpc, file, {"column", fpc.name()});
    numbers.push_back(listed[static_cast<std::size_t>(kept[i]) - rows]);
  }
  Variable variable;
  variable.name = fpc.name();
  return Column::of_numbers(std::move(variable), std::move(numbers));
}

}  // namespace

SampledPsus add_sampled_psus(const Study& study, const PlannedDesign& planned,
                             const design::DesignColumns& columns, Diagnostics& findings) {
  const Written& file = *study.design.sampled_psus;
  check_company(study, file);
  const Table list = read_list(study, planned, file);
  std::vector<Column> all;
  for (std::size_t k = 0; k < columns.strata.size(); ++k) {
    all.push_back(joined(*columns.strata[k], *list.find(planned.strata[k].written.text), file));
  }
  all.push_back(joined(*columns.psu, *list.find(planned.psu->written.text), file));
  std::vector<const Column*> pointers;
  pointers.reserve(all.size());
  for (const auto& column : all) pointers.push_back(&column);
  const auto added = rows_to_add(pointers, columns.rows, file);

  std::vector<std::int32_t> kept;
  for (std::size_t row = 0; row < columns.rows; ++row) kept.push_back(static_cast<std::int32_t>(row));
  kept.insert(kept.end(), added.begin(), added.end());
  SampledPsus result;
  result.added = added.size();
  result.columns.rows = kept.size();
  for (std::size_t k = 0; k + 1 < all.size(); ++k) {
    result.columns.strata.push_back(&result.kept.emplace_back(all[k].gather(kept)));
  }
  result.columns.psu = &result.kept.emplace_back(all.back().gather(kept));
  if (columns.fpc != nullptr && !columns.fpc->is_text()) {
    const Column* of_list = list.find(planned.fpc->written.text);
    result.columns.fpc = &result.kept.emplace_back(
        joined_fpc(*columns.fpc, of_list, result.columns.strata, columns.rows, kept, file));
  } else {
    result.columns.fpc = columns.fpc;
  }
  if (result.added > 0) {
    findings.push_back({code::kPsusWithoutRows,
                        {{"count", std::to_string(result.added)}, {"file", file.text}},
                        file.place,
                        {},
                        {}});
  }
  return result;
}

}  // namespace sondeo::run
