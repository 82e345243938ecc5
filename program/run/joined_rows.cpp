#include "program/run/joined_rows.hpp"

#include <cmath>
#include <string>

#include "engine/ingest/codes.hpp"
#include "program/run/codes.hpp"

namespace sondeo::run {

namespace {

constexpr std::int32_t kNone = -1;

std::vector<std::string> texts(std::span<const Written> written) {
  std::vector<std::string> names;
  for (const auto& text : written) names.push_back(text.text);
  return names;
}

Error row_fault(Code code, const ingest::JoinSpec& join, std::vector<Argument> arguments) {
  return Error({code, std::move(arguments), join.file.place, {}, {}});
}

/// Rows of `joined` by the number that each gives.
ingest::JoinResult match_row_numbers(const Table& table, const Table& joined, const ingest::JoinSpec& join) {
  const Column& number = *joined.find(kRowNumber);
  ingest::JoinResult result;
  result.rows.assign(table.rows(), kNone);
  const std::vector<double> numbers = number.is_text() ? std::vector<double>{} : number.numbers();
  std::size_t repeated = 0;
  for (std::size_t row = 0; row < joined.rows(); ++row) {
    const double value = numbers.empty() ? std::nan("") : numbers[row];
    if (!(value >= 1) || value != std::floor(value)) {
      throw row_fault(code::kReplicateRowNumber, join, {{"file", join.file.text}, {"column", kRowNumber}});
    }
    if (value > static_cast<double>(table.rows())) continue;
    std::int32_t& taken = result.rows[static_cast<std::size_t>(value) - 1];
    if (taken != kNone) ++repeated;
    taken = static_cast<std::int32_t>(row);
  }
  if (repeated > 0) {
    throw row_fault(code::kJoinDuplicateRight, join,
                    {{"source", join.file.text}, {"count", std::to_string(repeated)}, {"key", kRowNumber}});
  }
  for (const auto row : result.rows) ++(row == kNone ? result.unmatched : result.matched);
  return result;
}

}  // namespace

std::vector<Written> key_of(const ingest::JoinSpec& join) {
  if (!join.key.empty()) return join.key;
  return {Written{kRowNumber, join.file.place}};
}

ingest::JoinResult match_joined(const Table& table, std::span<const Written> level_key, const Table& joined,
                                const ingest::JoinSpec& join) {
  if (join.key.empty()) return match_row_numbers(table, joined, join);
  const auto key = texts(join.table_key.empty() ? level_key : std::span<const Written>(join.table_key));
  const auto joined_key = texts(join.key);
  const ingest::JoinOptions options{false, join.file.text, join.file.place};
  return ingest::match_rows(table, key, joined, joined_key, options);
}

Diagnostics unmatched_findings(const std::string& level, const ingest::JoinResult& match, const Table& joined,
                               const ingest::JoinSpec& join) {
  Diagnostics findings;
  const std::size_t alone = match.unmatched + match.missing_keys;
  if (alone > 0) {
    findings.push_back({code::kJoinUnmatched,
                        {{"level", level}, {"count", std::to_string(alone)}, {"file", join.file.text}},
                        join.file.place,
                        {},
                        {}});
  }
  // One to one: as many rows of the joined file are taken as rows of the table have a partner.
  if (join.replicates && match.matched < joined.rows()) {
    findings.push_back({code::kReplicateRowsUnused,
                        {{"count", std::to_string(joined.rows() - match.matched)}, {"file", join.file.text}},
                        join.file.place,
                        {},
                        {}});
  }
  return findings;
}

}  // namespace sondeo::run
