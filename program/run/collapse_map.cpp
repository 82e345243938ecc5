#include "program/run/collapse_map.hpp"

#include <array>
#include <string>
#include <utility>

#include "engine/ingest/file.hpp"
#include "engine/table/grouping.hpp"
#include "program/run/study_file.hpp"

namespace sondeo::run {

namespace {

/// The codes of a column as texts, "" where missing. [rows]
std::vector<std::string> codes_of(const Column& column) {
  const std::array<const Column*, 1> one{&column};
  const Grouping grouping = group_rows(one);
  std::vector<std::string> codes;
  for (const auto group : grouping.group_of_row) {
    codes.push_back(group < 0 ? std::string() : code_text(grouping.keys[static_cast<std::size_t>(group)][0]));
  }
  return codes;
}

}  // namespace

std::vector<design::StratumMerge> read_collapse_map(const Study& study, const Written& file) {
  const auto path = study.path.empty() ? std::filesystem::path(file.text) : data_file(study, file);
  const auto description = ingest::describe(path, {});
  const std::array<std::string, 2> names{"stratum", "into"};
  const Table table = ingest::read(description, names, {});
  const auto strata = codes_of(*table.find(names[0]));
  const auto targets = codes_of(*table.find(names[1]));
  std::vector<design::StratumMerge> merges;
  for (std::size_t line = 0; line < strata.size(); ++line) {
    if (strata[line].empty() || targets[line].empty()) continue;
    merges.push_back({{strata[line], file.place}, {targets[line], file.place}});
  }
  return merges;
}

}  // namespace sondeo::run
