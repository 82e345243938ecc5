#include <algorithm>
#include <utility>

#include "engine/moments/merge.hpp"

namespace sondeo::moments {

namespace {

/// An entry with the numbers of the whole.
struct FinishedEntry {
  std::int32_t cell;
  std::int32_t psu;
  std::size_t entry;

  [[nodiscard]] std::pair<std::int32_t, std::int32_t> place() const { return {cell, psu}; }
};

std::vector<FinishedEntry> in_order(std::span<const std::int32_t> cell_of_entry,
                                    std::span<const std::int32_t> psu_of_entry,
                                    std::span<const std::int32_t> cells, std::span<const std::int32_t> psus) {
  std::vector<std::int32_t> whole_cell;
  for (std::size_t cell = 0; cell < cells.size(); ++cell) {
    const auto number = static_cast<std::size_t>(cells[cell]);
    if (whole_cell.size() <= number) whole_cell.resize(number + 1, -1);
    whole_cell[number] = static_cast<std::int32_t>(cell);
  }
  std::vector<FinishedEntry> entries;
  entries.reserve(cell_of_entry.size());
  for (std::size_t e = 0; e < cell_of_entry.size(); ++e) {
    const auto number = static_cast<std::size_t>(cell_of_entry[e]);
    if (number >= whole_cell.size() || whole_cell[number] < 0) continue;
    entries.push_back({whole_cell[number], psus[static_cast<std::size_t>(psu_of_entry[e])], e});
  }
  std::stable_sort(entries.begin(), entries.end(),
                   [](const auto& a, const auto& b) { return a.place() < b.place(); });
  return entries;
}

}  // namespace

BreakdownMoments MergedMoments::finish(std::span<const Whole> variates, std::span<const std::int32_t> cells,
                                       std::span<const std::int32_t> psus) const {
  static const Sums kNothing;
  std::vector<const Sums*> terms(2 * variates.size());
  BreakdownMoments whole;
  for (std::size_t v = 0; v < variates.size(); ++v) {
    const Presence& presence = presences_[static_cast<std::size_t>(variates[v].presence)];
    const bool has_amount = variates[v].amount >= 0;
    const Amount* amount = has_amount ? &amounts_[static_cast<std::size_t>(variates[v].amount)] : nullptr;
    const bool far = amount != nullptr && amount->met && amount->far;
    terms[v] = &presence.weight;
    terms[variates.size() + v] = amount == nullptr ? &kNothing : &amount->y;
    whole.shifts_.push_back({amount == nullptr ? 0.0 : amount->shift, presence.shift, far});
    whole.x_at_.push_back(variates[v].has_x ? terms.size() : v);
    if (variates[v].has_x) terms.push_back(&presence.x);
    whole.centred_at_.push_back(far ? terms.size() : variates.size() + v);
    if (far) terms.push_back(&amount->centred);
  }
  whole.term_count_ = terms.size();
  const auto entries = in_order(cell_of_entry_, psu_of_entry_, cells, psus);
  auto& storage = whole.storage_.emplace_back(entries.size() * terms.size(), 0.0);
  whole.cell_start_.assign(1, 0);
  double* sums = storage.data();
  for (std::size_t e = 0; e < entries.size(); ++e) {
    const bool same = e > 0 && entries[e].place() == entries[e - 1].place();
    if (!same) {
      const auto cell = static_cast<std::size_t>(entries[e].cell);
      while (whole.cell_start_.size() <= cell) whole.cell_start_.push_back(whole.entries_.size());
      if (e > 0) sums += terms.size();
      whole.entries_.push_back({entries[e].psu, sums});
    }
    for (std::size_t j = 0; j < terms.size(); ++j) sums[j] += value_of(*terms[j], entries[e].entry);
  }
  while (whole.cell_start_.size() <= cells.size()) whole.cell_start_.push_back(whole.entries_.size());
  for (const auto number : cells) {
    for (const auto& variate : variates) {
      whole.cell_sums_.push_back(cell_sums(static_cast<std::size_t>(number), variate));
    }
  }
  return whole;
}

}  // namespace sondeo::moments
