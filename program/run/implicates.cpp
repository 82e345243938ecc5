#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/base/nearest.hpp"
#include "engine/expression/codes.hpp"
#include "engine/table/grouping.hpp"
#include "program/run/codes.hpp"
#include "program/run/column_pattern.hpp"
#include "program/run/imputation.hpp"
#include "program/run/reading.hpp"
#include "program/run/study_file.hpp"

namespace sondeo::run {

namespace {

namespace fs = std::filesystem;

using ingest::DataSpec;
using Texts = std::vector<Written>;

/// Most completed data sets: an id with more codes is no id.
constexpr std::size_t kMostImplicates = 1'000;

constexpr PatternFaults kFaults{code::kImputationNothing, code::kImputationIncomplete, code::kImputationGap};

fs::path path_of(const Study& study, const Written& file) {
  return study.folder.empty() ? fs::path(file.text) : study.folder / file.text;
}

bool is_pattern(const std::string& text) { return text.find_first_of("*?[") != std::string::npos; }

/// Names of the files of a folder, in byte order.
std::vector<std::string> file_names(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code fault;
  fs::directory_iterator at(folder.empty() ? "." : folder, fault);
  while (!fault && at != fs::directory_iterator()) {
    std::error_code unknown;
    if (at->is_regular_file(unknown)) names.push_back(at->path().filename().string());
    at.increment(fault);
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// The files that names and patterns mean, in order.
Texts files_like(const Study& study, const Texts& patterns) {
  Texts files;
  for (const Written& pattern : patterns) {
    if (!is_pattern(pattern.text)) {
      files.push_back(pattern);
      continue;
    }
    const std::size_t slash = pattern.text.rfind('/');
    const std::string folder = slash == std::string::npos ? "" : pattern.text.substr(0, slash + 1);
    const Written name{pattern.text.substr(folder.size()),
                       pattern.at(folder.size(), pattern.text.size() - folder.size())};
    const auto available = file_names(path_of(study, {folder, pattern.place}));
    for (const auto& found : columns_like(name, available, folder.empty() ? "." : folder, kFaults)) {
      files.push_back({folder + found, pattern.place});
    }
  }
  return files;
}

std::vector<std::string> level_names(const Study& study) {
  std::vector<std::string> names;
  for (const auto& data : study.data) names.push_back(data.level);
  return names;
}

/// Which of the study's tables was imputed.
std::size_t level_of(const Study& study, const Written& level) {
  if (level.text.empty() && study.data.size() == 1) return 0;
  for (std::size_t i = 0; i < study.data.size(); ++i) {
    if (study.data[i].level == level.text) return i;
  }
  throw Error({code::kImputationLevel,
               {{"known", fmt::format("{}", fmt::join(level_names(study), ", "))}},
               level.place,
               {},
               {}});
}

/// The numbers of completed data sets that the parts of an imputation have, all the same.
class Counts {
 public:
  void add(const Written& what, std::size_t count) {
    if (count < 2) {
      throw Error({code::kImputationFew,
                   {{"what", what.text}, {"count", std::to_string(count)}},
                   what.place,
                   {},
                   {}});
    }
    if (!first_) first_ = {what.text, count};
    if (first_->second == count) return;
    throw Error({code::kImputationCounts,
                 {{"first", first_->first},
                  {"first_count", std::to_string(first_->second)},
                  {"other", what.text},
                  {"count", std::to_string(count)}},
                 what.place,
                 {},
                 {}});
  }

  [[nodiscard]] std::vector<Study> copies(const Study& study) const {
    Study one = study;
    one.imputation.reset();
    one.quality.reset();  // of the combined figures
    one.estimate.of_implicate = true;
    return std::vector<Study>(first_->second, one);
  }

 private:
  std::optional<std::pair<std::string, std::size_t>> first_;
};

void require_among(const Written& own, const Texts& files) {
  const auto normal = [](const Written& file) { return fs::path(file.text).lexically_normal(); };
  const bool there = std::any_of(files.begin(), files.end(),
                                 [&](const Written& file) { return normal(file) == normal(own); });
  if (there) return;
  throw Error({code::kImputationFileApart, {{"file", own.text}}, own.place, {}, {}});
}

std::vector<Study> from_files(const Study& study) {
  struct OfLevel {
    std::size_t level;
    Texts files;
  };
  std::vector<OfLevel> levels;
  Counts counts;
  for (const auto& [level, patterns] : study.imputation->files) {
    levels.push_back({level_of(study, level), files_like(study, patterns)});
    const Texts& files = levels.back().files;
    counts.add({patterns.front().text, patterns.front().place}, files.size());
    require_among(study.data[levels.back().level].file, files);
    for (const Written& file : files) {
      if (!study.path.empty()) (void)data_file(study, file);
    }
  }
  auto implicates = counts.copies(study);
  for (std::size_t k = 0; k < implicates.size(); ++k) {
    for (const auto& [level, files] : levels) implicates[k].data[level].file = files[k];
  }
  return implicates;
}

ingest::FileDescription description_of(const Study& study, const DataSpec& data, const RunOptions& options) {
  return ingest::describe(path_of(study, data.file), reading_of(data, options));
}

/// The codes of the completed data sets stacked in a table, ascending; 0 is the incomplete data.
std::vector<CodeValue> codes_of(const DataSpec& data, const ingest::FileDescription& file, const Written& id,
                                const RunOptions& options, Diagnostics& findings) {
  const std::vector<std::string> names{id.text};
  const Table table = ingest::read(file, names, reading_of(data, options));
  const std::array<const Column*, 1> columns = {table.find(id.text)};
  const Grouping grouping = group_rows(columns);
  const auto rows_of = [&](std::int32_t group) {
    return std::to_string(std::count(grouping.group_of_row.begin(), grouping.group_of_row.end(), group));
  };
  const auto refuse = [&](Code code, const std::string& count) {
    throw Error({code,
                 {{"variable", id.text},
                  {"file", data.file.text},
                  {"count", count},
                  {"limit", std::to_string(kMostImplicates)}},
                 id.place,
                 {},
                 {}});
  };
  if (rows_of(-1) != "0") refuse(code::kImputationIdMissing, rows_of(-1));
  std::vector<CodeValue> codes;
  for (std::size_t group = 0; group < grouping.keys.size(); ++group) {
    const CodeValue& code = grouping.keys[group].front();
    if (code_text(code) != "0") {
      codes.push_back(code);
      continue;
    }
    findings.push_back({code::kImputationOriginal,
                        {{"variable", id.text}, {"count", rows_of(static_cast<std::int32_t>(group))}},
                        {},
                        {},
                        {}});
  }
  if (codes.size() < 2) refuse(code::kImputationIdFew, std::to_string(codes.size()));
  if (codes.size() > kMostImplicates) refuse(code::kImputationIdMany, std::to_string(codes.size()));
  return codes;
}

std::vector<Study> from_id(const Study& study, const RunOptions& options, Diagnostics& findings) {
  const Written& id = *study.imputation->id;
  std::vector<std::pair<std::size_t, std::vector<CodeValue>>> stacked;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < study.data.size(); ++i) {
    const auto file = description_of(study, study.data[i], options);
    const auto own = file.names();
    names.insert(names.end(), own.begin(), own.end());
    if (std::find(own.begin(), own.end(), id.text) == own.end()) continue;
    stacked.emplace_back(i, codes_of(study.data[i], file, id, options, findings));
    if (stacked.back().second == stacked.front().second) continue;
    throw Error({code::kImputationIdsDiffer,
                 {{"variable", id.text},
                  {"first", study.data[stacked.front().first].file.text},
                  {"other", study.data[i].file.text}},
                 id.place,
                 {},
                 {}});
  }
  if (stacked.empty()) {
    throw Error({code::kUnknownVariable,
                 {{"name", id.text}, {"source", study.data.front().file.text}},
                 id.place,
                 nearest_names(id.text, names),
                 {}});
  }
  Counts counts;
  counts.add(id, stacked.front().second.size());
  auto implicates = counts.copies(study);
  for (std::size_t k = 0; k < implicates.size(); ++k) {
    for (const auto& [level, codes] : stacked) {
      implicates[k].data[level].implicate = ingest::ImplicateSpec{id, codes[k], {}};
    }
  }
  return implicates;
}

std::vector<Study> from_variables(const Study& study, const RunOptions& options) {
  std::vector<std::vector<std::string>> names;  // of each level's file
  for (const auto& data : study.data) names.push_back(description_of(study, data, options).names());
  struct Imputed {
    std::size_t level;
    Written name;
    Texts columns;
  };
  std::vector<Imputed> variables;
  Counts counts;
  for (const auto& [name, patterns] : study.imputation->variables) {
    // The table that has them; where none has, the first one's error says what there is.
    std::size_t level = 0;
    for (std::size_t i = names.size(); i-- > 0;) {
      if (any_column_like(patterns.front(), names[i])) level = i;
    }
    Imputed imputed{level, name, {}};
    for (const Written& pattern : patterns) {
      for (auto& column : columns_like(pattern, names[level], study.data[level].file.text, kFaults)) {
        imputed.columns.push_back({std::move(column), pattern.place});
      }
    }
    counts.add(name, imputed.columns.size());
    variables.push_back(std::move(imputed));
  }
  auto implicates = counts.copies(study);
  for (std::size_t k = 0; k < implicates.size(); ++k) {
    for (const auto& [level, name, columns] : variables) {
      auto& implicate = implicates[k].data[level].implicate;
      if (!implicate) implicate.emplace();
      implicate->variables.emplace_back(name, columns[k]);
    }
  }
  return implicates;
}

std::vector<Study> from_hot_decks(const Study& study) {
  Counts counts;
  counts.add({"[[impute]]", study.imputation->place}, study.imputation->implicates);
  auto implicates = counts.copies(study);
  for (std::size_t k = 0; k < implicates.size(); ++k) {
    implicates[k].implicate = static_cast<std::uint32_t>(k + 1);
    implicates[k].imputation_seed = study.imputation->seed;
  }
  return implicates;
}

}  // namespace

std::vector<Study> implicates_of(const Study& study, const RunOptions& options, Diagnostics& findings) {
  if (study.imputation->by_hot_deck) return from_hot_decks(study);
  if (!study.imputation->files.empty()) return from_files(study);
  if (study.imputation->id) return from_id(study, options, findings);
  return from_variables(study, options);
}

}  // namespace sondeo::run
