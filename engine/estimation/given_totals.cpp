#include "engine/estimation/given_totals.hpp"

#include <map>
#include <utility>
#include <variant>

namespace sondeo::estimation {

namespace {

using moments::Events;
using moments::Variate;

/// All rows as one PSU: the passes of replicates need totals of cells only.
design::RowOrder without_psus(const design::RowOrder& order) {
  return {order.rows, {0, static_cast<std::int32_t>(order.rows.size())}};
}

/// The variates of one replicate and what their spans look into.
class ReplicateVariates {
 public:
  ReplicateVariates(const GivenReplicates& given, std::size_t replicate, std::span<const Variate> full) {
    for (const auto& variate : full) variates_.push_back(of_replicate(given, replicate, variate));
  }
  [[nodiscard]] std::span<const Variate> all() const { return variates_; }

 private:
  Variate of_replicate(const GivenReplicates& given, std::size_t replicate, const Variate& full) {
    const auto [weight, inserted] = weights_.try_emplace(full.weight.data());
    if (inserted) weight->second = given.weights(replicate, full.weight);
    Variate variate = full;
    variate.weight = weight->second;
    if (const auto* events = std::get_if<Events>(&full.y)) {
      variate.y = Events{events_of_replicate(*events, full.weight, variate.weight), events->counts};
    }
    return variate;
  }

  std::span<const double> events_of_replicate(const Events& events, std::span<const double> full,
                                              std::span<const double> replicate) {
    auto& weighted = events_.emplace_back(events.weighted.begin(), events.weighted.end());
    for (std::size_t row = 0; row < weighted.size(); ++row) {
      weighted[row] *= full[row] == 0.0 ? 0.0 : replicate[row] / full[row];
    }
    return weighted;
  }

  std::map<const double*, std::vector<double>> weights_;  ///< by full weight; nodes stay where they are
  std::vector<std::vector<double>> events_;               ///< moved with their memory when it grows
  std::vector<Variate> variates_;
};

double total_of(std::span<const moments::BreakdownMoments::Entry> entries, std::size_t term) {
  return entries.empty() ? 0.0 : entries.front().sums[term];  // one PSU, hence one entry
}

}  // namespace

GivenTotals reduce_given(const design::RowOrder& order, const GivenReplicates& given,
                         std::span<const Variate> variates, std::span<const moments::Cells> cells,
                         unsigned threads) {
  const std::size_t count = given.columns.size();
  const design::RowOrder all_rows = without_psus(order);
  GivenTotals totals(cells.size());
  for (std::size_t b = 0; b < cells.size(); ++b) {
    const ReplicateTotals none{std::vector<double>(count), std::vector<double>(count)};
    totals[b].assign(static_cast<std::size_t>(cells[b].count) * variates.size(), none);
  }
  for (std::size_t r = 0; r < count; ++r) {
    const ReplicateVariates of_replicate(given, r, variates);
    const auto moments = moments::reduce(all_rows, of_replicate.all(), cells, threads);
    for (std::size_t b = 0; b < cells.size(); ++b) {
      for (std::size_t cell = 0; cell < moments[b].cell_count(); ++cell) {
        const auto entries = moments[b].entries(cell);
        for (std::size_t v = 0; v < variates.size(); ++v) {
          auto& cell_totals = totals[b][cell * variates.size() + v];
          cell_totals.numerator[r] = total_of(entries, moments[b].y_at(v));
          cell_totals.denominator[r] = total_of(entries, moments[b].x_at(v));
        }
      }
    }
  }
  return totals;
}

}  // namespace sondeo::estimation
