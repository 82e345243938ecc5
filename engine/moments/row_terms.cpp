#include "engine/moments/row_terms.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>

namespace sondeo::moments {

namespace {

constexpr std::size_t kSquaresOfY = 2;
constexpr std::size_t kSquaresOfRatio = 5;

bool same_base(const TermLayout::Base& base, const Variate& variate) {
  return base.member.data() == variate.base.data() && base.member.size() == variate.base.size() &&
         base.weight.data() == variate.weight.data();
}

std::size_t position(std::int32_t row) { return static_cast<std::size_t>(row); }

}  // namespace

TermLayout::TermLayout(std::span<const Variate> variates, std::span<const Shift> shifts) {
  psu_terms = 2 * variates.size();
  for (const auto& variate : variates) {
    const auto known =
        std::find_if(bases.begin(), bases.end(), [&](const Base& base) { return same_base(base, variate); });
    slots.push_back({static_cast<std::size_t>(known - bases.begin()), 0, kNone, kNone, 0, 0});
    if (known == bases.end()) bases.push_back({variate.base, variate.weight});
  }
  cell_terms = bases.size();
  counts = bases.size();
  for (std::size_t v = 0; v < variates.size(); ++v) {
    const bool ratio = !variates[v].x.empty();
    const bool events = std::holds_alternative<Events>(variates[v].y);
    const bool squares = ratio || events || std::holds_alternative<Numbers>(variates[v].y) ||
                         std::holds_alternative<NumbersInGroup>(variates[v].y);
    slots[v].x_term = ratio ? psu_terms++ : v;
    slots[v].centred = shifts[v].far ? psu_terms++ : variates.size() + v;
    slots[v].squares = squares ? cell_terms : kNone;
    cell_terms += !squares ? 0 : ratio ? kSquaresOfRatio : kSquaresOfY;
    if (events) slots[v].events = cell_terms++;
    slots[v].counts = counts;
    counts += 2;
  }
  number_lanes = (psu_terms + cell_terms + NumberLane::kWidth - 1) / NumberLane::kWidth;
  count_lanes = (counts + CountLane::kWidth - 1) / CountLane::kWidth;
}

RowTerms::RowTerms(std::span<const Variate> variates, const TermLayout& layout, std::span<const Shift> shifts)
    : variates_(variates),
      layout_(layout),
      shifts_(shifts),
      base_weights_(layout.bases.size() * kRows),
      numbers_(layout.number_lanes * kRows),
      counts_(layout.count_lanes * kRows) {}

void RowTerms::fill(std::span<const std::int32_t> rows) {
  fill_bases(rows);
  for (std::size_t v = 0; v < variates_.size(); ++v) fill_variate(v, rows);
}

void RowTerms::fill_bases(std::span<const std::int32_t> rows) {
  for (std::size_t b = 0; b < layout_.bases.size(); ++b) {
    const auto& base = layout_.bases[b];
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const bool member = base.member.empty() || base.member[position(rows[i])] == 1;
      const double weight = member ? base.weight[position(rows[i])] : 0.0;
      base_weights_[b * kRows + i] = weight;
      cell_terms(i)[b] = weight;
      counts(i)[b] = weight != 0.0 ? 1U : 0U;
    }
  }
}

void RowTerms::fill_variate(std::size_t v, std::span<const std::int32_t> rows) {
  const auto& y = variates_[v].y;
  if (const auto* answers = std::get_if<Answers>(&y)) {
    const auto values = answers->values;
    fill_yes_no(
        v, rows, [values](std::size_t row) { return values[row] == 1; },
        [values](std::size_t row) { return values[row] == 1 || values[row] == 0; });
  } else if (const auto* in_group = std::get_if<InGroup>(&y)) {
    const auto groups = in_group->group_of_row;
    const auto wanted = in_group->group;
    fill_yes_no(
        v, rows, [groups, wanted](std::size_t row) { return groups[row] == wanted; },
        [groups](std::size_t row) { return groups[row] >= 0; });
  } else if (const auto* numbers = std::get_if<Numbers>(&y)) {
    fill_numbers(v, rows, [values = numbers->values](std::size_t row) { return values[row]; });
  } else if (const auto* of_group = std::get_if<NumbersInGroup>(&y)) {
    fill_numbers(v, rows, [of_group](std::size_t row) {
      const std::int32_t group = of_group->group_of_row[row];
      if (group < 0) return std::numeric_limits<double>::quiet_NaN();
      const double value = of_group->values[row];
      return group == of_group->group || std::isnan(value) ? value : 0.0;
    });
  } else {
    fill_events(v, rows, std::get<Events>(y));
  }
}

template <typename IsYes, typename IsPresent>
void RowTerms::fill_yes_no(std::size_t v, std::span<const std::int32_t> rows, IsYes yes, IsPresent present) {
  const auto& slots = layout_.slots[v];
  const auto x = variates_[v].x;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::size_t row = position(rows[i]);
    const bool has_x = x.empty() || !std::isnan(x[row]);
    const double weight = present(row) && has_x ? base_weights_[slots.base * kRows + i] : 0.0;
    const bool event = yes(row);
    double* terms = psu_terms(i);
    terms[v] = weight;
    terms[variates_.size() + v] = event ? weight : 0.0;
    if (!x.empty()) {
      terms[slots.x_term] = weight != 0.0 ? weight * x[row] : 0.0;
      put_squares(v, i, weight, event ? 1.0 : 0.0, x[row]);
    }
    put_counts(v, i, weight != 0.0, event);
  }
}

template <typename Number>
void RowTerms::fill_numbers(std::size_t v, std::span<const std::int32_t> rows, Number y) {
  const auto& slots = layout_.slots[v];
  const auto x = variates_[v].x;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::size_t row = position(rows[i]);
    const double value = y(row);
    const bool present = !std::isnan(value) && (x.empty() || !std::isnan(x[row]));
    const double weight = present ? base_weights_[slots.base * kRows + i] : 0.0;
    const bool counted = weight != 0.0;
    double* terms = psu_terms(i);
    terms[v] = weight;
    terms[variates_.size() + v] = counted ? weight * value : 0.0;
    if (shifts_[v].far) terms[slots.centred] = counted ? weight * (value - shifts_[v].y) : 0.0;
    if (!x.empty()) terms[slots.x_term] = counted ? weight * x[row] : 0.0;
    put_squares(v, i, weight, value, x.empty() ? 1.0 : x[row]);
    put_counts(v, i, counted, value != 0.0);
  }
}

void RowTerms::fill_events(std::size_t v, std::span<const std::int32_t> rows, const Events& events) {
  const auto& slots = layout_.slots[v];
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::size_t row = position(rows[i]);
    const double weight = base_weights_[slots.base * kRows + i];
    const bool counted = weight != 0.0;
    double* terms = psu_terms(i);
    terms[v] = weight;
    terms[variates_.size() + v] = counted ? events.weighted[row] : 0.0;
    put_squares(v, i, weight, counted ? events.weighted[row] / weight : 0.0, 1.0);
    cell_terms(i)[slots.events] = counted ? events.counts[row] : 0.0;
    put_counts(v, i, counted, events.counts[row] > 0);
  }
}

void RowTerms::put_squares(std::size_t v, std::size_t i, double weight, double y, double x) {
  double* squares = cell_terms(i) + layout_.slots[v].squares;
  const bool ratio = !variates_[v].x.empty();
  if (weight == 0.0) {
    std::fill_n(squares, ratio ? kSquaresOfRatio : kSquaresOfY, 0.0);
    return;
  }
  const double dy = y - shifts_[v].y;
  squares[0] = weight * dy * dy;
  squares[1] = weight * dy;
  if (!ratio) return;
  const double dx = x - shifts_[v].x;
  squares[2] = weight * dx * dx;
  squares[3] = weight * dx * dy;
  squares[4] = weight * dx;
}

}  // namespace sondeo::moments
