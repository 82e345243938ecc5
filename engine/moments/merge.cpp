#include "engine/moments/merge.hpp"

#include <cmath>
#include <utility>

namespace sondeo::moments {

namespace {

template <typename Value>
Value& grown(std::vector<Value>& values, std::size_t index) {
  if (values.size() <= index) values.resize(index + 1);
  return values[index];
}

std::uint64_t key_of(std::int32_t cell, std::int32_t psu) {
  return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(cell)) << 32U) |
         static_cast<std::uint32_t>(psu);
}

std::size_t index(std::int32_t number) { return static_cast<std::size_t>(number); }

/// Adds the sums of y of a part, which are about another shift, `by_y` further than ours, and x `by_x`.
/// @param weight  t(1) of the part's cell
void add_amounts(const CellSums& part, double weight, double by_y, double by_x, CellSums& to) {
  to.n_events += part.n_events;
  to.n_victims += part.n_victims;
  to.yy += part.yy + 2 * by_y * part.y + by_y * by_y * weight;
  to.xy += part.xy + by_y * part.x + by_x * part.y + by_x * by_y * weight;
  to.y += part.y + by_y * weight;
}

void add_presence(const CellSums& part, double weight, double by_x, CellSums& to) {
  to.n += part.n;
  to.n_base += part.n_base;
  to.base_weight += part.base_weight;
  to.xx += part.xx + 2 * by_x * part.x + by_x * by_x * weight;
  to.x += part.x + by_x * weight;
}

/// Whether two means are as near as values that are far from 0 are to their mean.
bool near(double mean, double shift) {
  constexpr double kNear = 1e-3;
  return std::abs(mean - shift) <= kNear * std::abs(shift);
}

bool has_cases(const BreakdownMoments& part, std::size_t variate) {
  for (std::size_t cell = 0; cell < part.cell_count(); ++cell) {
    if (part.sums(cell, variate).n > 0) return true;
  }
  return false;
}

}  // namespace

struct MergedMoments::PartVariate {
  std::size_t number;  ///< of the part
  const Place& place;
  std::int32_t cell;  ///< its number here
};

void MergedMoments::find_entries(const BreakdownMoments& part, std::size_t cell, std::int32_t number,
                                 std::span<const std::int32_t> psus) {
  at_.clear();
  for (const auto& entry : part.entries(cell)) {
    const std::int32_t psu = psus[index(entry.psu)];
    const auto next = static_cast<std::int32_t>(cell_of_entry_.size());
    const auto [known, is_new] = entry_of_.try_emplace(key_of(number, psu), next);
    if (is_new) {
      cell_of_entry_.push_back(number);
      psu_of_entry_.push_back(psu);
    }
    at_.push_back(index(known->second));
  }
}

void MergedMoments::set_shifts(const BreakdownMoments& part, std::span<const Place> variates) {
  for (std::size_t v = 0; v < variates.size(); ++v) {
    if (!has_cases(part, v)) continue;
    const Place& place = variates[v];
    Presence& presence = grown(presences_, index(place.presence));
    if (!std::exchange(presence.met, true)) presence.shift = part.shift(v).x;
    if (place.amount < 0) continue;
    Amount& amount = grown(amounts_, index(place.amount));
    if (!std::exchange(amount.met, true)) amount.shift = part.shift(v).y;
    amount.far = amount.far && part.shift(v).far && near(part.shift(v).y, amount.shift);
  }
}

void MergedMoments::add_variate(const BreakdownMoments& part, std::size_t cell, const PartVariate& at) {
  const std::size_t v = at.number;
  const auto entries = part.entries(cell);
  Presence& presence = grown(presences_, index(at.place.presence));
  double weight = 0;
  for (const auto& entry : entries) weight += entry.sums[part.weight_at(v)];
  const double by_x = part.shift(v).x - presence.shift;
  if (at.place.adds_presence) {
    const bool has_x = part.x_at(v) != part.weight_at(v);
    presence.weight.resize(cell_of_entry_.size());
    if (has_x) presence.x.resize(cell_of_entry_.size());
    for (std::size_t e = 0; e < entries.size(); ++e) {
      presence.weight[at_[e]] += entries[e].sums[part.weight_at(v)];
      if (has_x) presence.x[at_[e]] += entries[e].sums[part.x_at(v)];
    }
    add_presence(part.sums(cell, v), weight, by_x, grown(presence.cells, index(at.cell)));
  }
  if (at.place.amount < 0) return;
  Amount& amount = grown(amounts_, index(at.place.amount));
  const bool centred = amount.met && amount.far;
  const bool part_far = part.centred_at(v) != part.y_at(v);
  const double by_y = part.shift(v).y - amount.shift;
  const double further = part_far ? by_y : -amount.shift;
  amount.y.resize(cell_of_entry_.size());
  if (centred) amount.centred.resize(cell_of_entry_.size());
  for (std::size_t e = 0; e < entries.size(); ++e) {
    const double* sums = entries[e].sums;
    amount.y[at_[e]] += sums[part.y_at(v)];
    if (centred) {
      amount.centred[at_[e]] += sums[part.centred_at(v)] + further * sums[part.weight_at(v)];
    }
  }
  add_amounts(part.sums(cell, v), weight, by_y, by_x, grown(amount.cells, index(at.cell)));
}

void MergedMoments::add(const BreakdownMoments& part, std::span<const Place> variates,
                        std::span<const std::int32_t> cells, std::span<const std::int32_t> psus) {
  set_shifts(part, variates);
  for (std::size_t cell = 0; cell < part.cell_count(); ++cell) {
    const std::int32_t number = cells[cell];
    if (number < 0) continue;
    find_entries(part, cell, number, psus);
    for (std::size_t v = 0; v < variates.size(); ++v) {
      add_variate(part, cell, {v, variates[v], number});
    }
  }
}

CellSums MergedMoments::cell_sums(std::size_t cell, const Whole& variate) const {
  CellSums sums;
  const auto presence = index(variate.presence);
  if (presence < presences_.size() && cell < presences_[presence].cells.size()) {
    sums = presences_[presence].cells[cell];
  }
  if (variate.amount < 0 || index(variate.amount) >= amounts_.size()) return sums;
  const auto& amounts = amounts_[index(variate.amount)].cells;
  if (cell >= amounts.size()) return sums;
  sums.n_events = amounts[cell].n_events;
  sums.n_victims = amounts[cell].n_victims;
  sums.yy = amounts[cell].yy;
  sums.y = amounts[cell].y;
  sums.xy = amounts[cell].xy;
  return sums;
}

std::size_t MergedMoments::bytes() const {
  constexpr std::size_t kEntryBytes = 64;  // what finds it, and its place in the result
  std::size_t numbers = 0;
  std::size_t cells = 0;
  for (const auto& presence : presences_) {
    numbers += presence.weight.capacity() + presence.x.capacity();
    cells += presence.cells.capacity();
  }
  for (const auto& amount : amounts_) {
    numbers += amount.y.capacity() + amount.centred.capacity();
    cells += amount.cells.capacity();
  }
  const std::size_t result = 2 * cell_of_entry_.size() * amounts_.size();
  return cell_of_entry_.size() * kEntryBytes + (numbers + result) * sizeof(double) +
         2 * cells * sizeof(CellSums);
}

}  // namespace sondeo::moments
