#include "reports/variable_summary.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <string_view>
#include <type_traits>
#include <variant>

#include "reports/result_columns.hpp"

namespace sondeo::reports {

namespace {

constexpr std::size_t kMostUnlabelledCodes = 50;
constexpr std::size_t kLeastRowsOfACode = 5;
constexpr std::size_t kLeastValuesOfARange = 10;
constexpr int kTagCodes = 27;  // '.' and .a-.z

/// A stored number with its Stata tag kept apart: in a Column's own numbers a tag has become its reason.
struct StoredValue {
  double value = 0;
  char tag = '\0';      // 'a'-'z'
  bool absent = false;  // missing without a code
};

StoredValue stored_value(double value) {
  if (!std::isnan(value)) return {value, '\0', false};
  const auto low = static_cast<char>(std::bit_cast<std::uint64_t>(value) & 0xFFU);
  if (low >= 'a' && low <= 'z') return {0, low, false};
  return {0, '\0', true};
}

template <typename Integer>
StoredValue stored_value(Integer code) {
  constexpr auto kFirst = static_cast<Integer>(std::numeric_limits<Integer>::max() - (kTagCodes - 1));
  if (code < kFirst) return {static_cast<double>(code), '\0', false};
  if (code == kFirst) return {0, '\0', true};
  return {0, static_cast<char>('a' + (code - kFirst) - 1), false};
}

struct Counts {
  std::map<double, std::size_t> answers;
  std::map<double, std::size_t> missing_codes;
  std::map<char, std::size_t> tags;
  std::size_t absent = 0;
};

Counts count_numbers(const Column& column) {
  Counts counts;
  std::vector<double> answers;
  answers.reserve(column.size());
  const MissingRules& rules = column.variable().missing;
  std::visit(
      [&](const auto& span) {
        for (const auto stored : span) {
          const StoredValue found = stored_value(stored);
          if (found.absent) {
            ++counts.absent;
          } else if (found.tag != '\0') {
            ++counts.tags[found.tag];
          } else if (!rules.ranges.empty() && rules.reason(found.value) != Missing::kNone) {
            ++counts.missing_codes[found.value];
          } else {
            answers.push_back(found.value);
          }
        }
      },
      column.stored_numbers());
  // Sorting first keeps the map's insertions in order: cheap, however many values differ.
  std::sort(answers.begin(), answers.end());
  for (const double value : answers) {
    if (counts.answers.empty() || std::prev(counts.answers.end())->first < value) {
      counts.answers.emplace_hint(counts.answers.end(), value, 0);
    }
    ++std::prev(counts.answers.end())->second;
  }
  return counts;
}

std::size_t rows_of(const auto& counted) {
  std::size_t rows = 0;
  for (const auto& [code, count] : counted) rows += count;
  return rows;
}

template <typename Key>
std::string label_of(const std::map<Key, std::string>& labels, const Key& code) {
  const auto found = labels.find(code);
  return found == labels.end() ? std::string() : found->second;
}

/// May the codes without labels be shown? Rare values of a variable could single somebody out.
template <typename Key>
bool may_show_unlabelled(const std::map<Key, std::size_t>& answers,
                         const std::map<Key, std::string>& labels) {
  if (answers.size() > kMostUnlabelledCodes) return false;
  return std::all_of(answers.begin(), answers.end(), [&](const auto& answer) {
    return answer.second >= kLeastRowsOfACode || labels.contains(answer.first);
  });
}

bool whole(double value) { return value == std::floor(value); }  // exactly: 3.0000001 is not a code

bool looks_like_identifier(const std::map<double, std::size_t>& answers, std::size_t rows) {
  if (answers.size() == rows) return true;
  const bool all_whole =
      std::all_of(answers.begin(), answers.end(), [](const auto& answer) { return whole(answer.first); });
  return all_whole && answers.size() * 2 > rows;
}

void add_number_codes(const Counts& counts, VariableSummary& summary) {
  const auto& labels = summary.variable.labels;
  const bool all_whole = std::all_of(counts.answers.begin(), counts.answers.end(),
                                     [](const auto& answer) { return whole(answer.first); });
  const bool unlabelled = all_whole && may_show_unlabelled(counts.answers, labels.numbers);
  for (const auto& [code, count] : counts.answers) {
    const std::string label = label_of(labels.numbers, code);
    if (unlabelled || !label.empty()) summary.codes.push_back({number_text(code), label, false, count});
  }
  for (const auto& [code, count] : counts.missing_codes) {
    summary.codes.push_back({number_text(code), label_of(labels.numbers, code), true, count});
  }
  for (const auto& [tag, count] : counts.tags) {
    summary.codes.push_back({std::string(".") + tag, label_of(labels.tags, tag), true, count});
  }
}

VariableSummary summarise_numbers(const Column& column) {
  VariableSummary summary;
  summary.variable = column.variable();
  const Counts counts = count_numbers(column);
  summary.valid = rows_of(counts.answers);
  summary.missing = column.size() - summary.valid;
  summary.distinct = counts.answers.size();
  const bool identifier = looks_like_identifier(counts.answers, summary.valid);
  if (summary.distinct >= kLeastValuesOfARange && !identifier) {
    summary.range = {counts.answers.begin()->first, counts.answers.rbegin()->first};
  }
  add_number_codes(counts, summary);
  return summary;
}

VariableSummary summarise_texts(const Column& column) {
  VariableSummary summary;
  summary.variable = column.variable();
  const StoredTexts& stored = column.stored_texts();
  std::vector<std::size_t> rows(stored.dictionary->size());
  for (const std::int32_t id : stored.ids) {
    if (id >= 0) ++rows[static_cast<std::size_t>(id)];
  }
  std::map<std::string, std::size_t> answers;
  for (std::size_t id = 0; id < rows.size(); ++id) {
    if (rows[id] > 0) answers[(*stored.dictionary)[id]] += rows[id];
  }
  summary.valid = rows_of(answers);
  summary.missing = column.size() - summary.valid;
  summary.distinct = answers.size();
  const auto& labels = summary.variable.labels.texts;
  const bool unlabelled = may_show_unlabelled(answers, labels);
  for (const auto& [code, count] : answers) {
    const std::string label = label_of(labels, code);
    if (unlabelled || !label.empty()) summary.codes.push_back({code, label, false, count});
  }
  return summary;
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

bool mentions(const std::string& text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

/// By the names that survey offices give such variables, and by what their values can be.
Candidate candidate_of(const VariableSummary& summary) {
  const std::string name = lower(summary.variable.name);
  const std::string text = name + " " + lower(summary.variable.label);
  if (summary.distinct < 2) return Candidate::kNone;
  if (mentions(text, {"estrato", "strat"})) return Candidate::kStrata;
  if (name == "upm" || name == "psu" || mentions(name, {"upm_", "_upm", "psu_", "_psu", "id_upm"}) ||
      mentions(text, {"conglomerado", "cluster", "primary sampling unit", "unidad primaria de muestreo"})) {
    return Candidate::kPsu;
  }
  const bool positive = !summary.range || summary.range->first >= 0;
  if (named_like_a_weight(summary.variable) && positive && summary.distinct >= kLeastValuesOfARange)
    return Candidate::kWeight;
  const bool key =
      summary.distinct == summary.valid && summary.valid >= kLeastValuesOfARange && summary.missing == 0;
  return key ? Candidate::kKey : Candidate::kNone;
}

}  // namespace

const char* candidate_name(Candidate candidate) {
  constexpr std::array<const char*, 5> kNames = {"", "weight", "strata", "psu", "key"};
  return kNames.at(static_cast<std::size_t>(candidate));
}

bool named_like_a_weight(const Variable& variable) {
  const std::string name = lower(variable.name);
  const std::string text = name + " " + lower(variable.label);
  const bool named = name.starts_with("fac") ||
                     mentions(name, {"peso", "factor", "weight", "wgt", "fexp", "ponder"}) ||
                     mentions(text, {"factor de exp", "sample weight", "survey weight", "ponderador"});
  return named && variable.type == VariableType::kNumber && !variable.categorical();
}

VariableSummary summarise(const Column& column) {
  VariableSummary summary = column.is_text() ? summarise_texts(column) : summarise_numbers(column);
  summary.candidate = candidate_of(summary);
  return summary;
}

}  // namespace sondeo::reports
