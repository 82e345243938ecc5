#include "program/run/scored_cells.hpp"

#include <algorithm>
#include <charconv>

#include "engine/base/diagnostic.hpp"
#include "engine/base/nearest.hpp"
#include "engine/estimation/composite.hpp"
#include "engine/table/grouping.hpp"
#include "program/run/breakdowns.hpp"
#include "program/run/codes.hpp"

namespace sondeo::run {

namespace {

/// The codes that value labels name, as tables write them.
void add_labelled(const ValueLabels& labels, std::vector<std::string>& codes) {
  for (const auto& [number, label] : labels.numbers) codes.push_back(code_text(number));
  for (const auto& [text, label] : labels.texts) codes.push_back(text);
}

std::optional<std::string> as_number(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return code_text(value);
}

}  // namespace

std::size_t ScoredCells::cross(std::span<const Formula> variables) {
  std::vector<std::string> texts;
  for (const auto& variable : variables) texts.push_back(variable.written.text);
  const auto [known, fresh] = crosses_.try_emplace(texts, breakdowns_.size());
  if (!fresh) return known->second;
  breakdowns_.push_back(make_breakdown(variables, *level_.frame, findings_));
  auto& cells = cells_.emplace_back();
  const auto& codes = breakdowns_.back().codes;
  for (std::size_t cell = 0; cell < codes.size(); ++cell) cells.emplace(codes[cell], cell);
  return known->second;
}

std::optional<std::size_t> ScoredCells::find(std::size_t cross, const std::vector<std::string>& codes) const {
  const auto found = cells_[cross].find(codes);
  if (found == cells_[cross].end()) return std::nullopt;
  return found->second;
}

std::string ScoredCells::code(const Formula& variable, const Written& text) {
  const std::size_t alone = cross(std::span(&variable, 1));
  std::vector<std::string> known;
  for (const auto& codes : breakdowns_[alone].codes) known.push_back(codes.front());
  const Column column = level_.frame->level().value(variable, variable.written.text);
  add_labelled(column.variable().labels, known);
  const auto is_known = [&](const std::string& code) {
    return std::find(known.begin(), known.end(), code) != known.end();
  };
  if (is_known(text.text)) return text.text;
  if (const auto number = as_number(text.text); number && is_known(*number)) return *number;
  throw Error({code::kDerivedUnknownCode,
               {{"variable", variable.written.text}, {"code", text.text}},
               text.place,
               nearest_names(text.text, known),
               {}});
}

std::size_t ScoredCells::need(const estimation::EstimateKey& key) {
  const auto [known, fresh] = numbers_.try_emplace({key.target, key.breakdown, key.cell}, keys_.size());
  if (fresh) keys_.push_back(key);
  return known->second;
}

ScoredCells& ScoredLevels::at(const PlannedIndicator& planned) {
  return *std::find_if(cells_.begin(), cells_.end(), [&](const ScoredCells& cells) {
    const auto& of_cells = cells.level().planned;
    return std::find(of_cells.begin(), of_cells.end(), &planned) != of_cells.end();
  });
}

void require_same_replicates(const LevelEstimates& first, const LevelEstimates& other,
                             const std::string& name) {
  const auto count = [](const LevelEstimates& level) {
    const auto* scheme = estimation::variance_basis(level.rows).replicates;
    return scheme == nullptr ? 0 : scheme->count();
  };
  if (count(first) != count(other)) throw Error({code::kReplicatesDiffer, {{"name", name}}, {}, {}, {}});
}

void ScoredCells::score(unsigned threads) {
  if (keys_.empty()) return;
  scored_ = estimation::score_estimates(level_.rows, level_.targets, breakdowns_, keys_, threads);
}

}  // namespace sondeo::run
