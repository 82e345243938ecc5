#include "reports/withhold.hpp"

#include <algorithm>
#include <cmath>

namespace sondeo::reports {

namespace {

using estimation::Estimate;
using estimation::kAbsent;

void withhold(Estimate& row) {
  for (double Estimate::*figure :
       {&Estimate::estimate, &Estimate::se, &Estimate::cv, &Estimate::ci_low, &Estimate::ci_high,
        &Estimate::deff, &Estimate::deff_wor, &Estimate::deft, &Estimate::n_eff, &Estimate::n_events,
        &Estimate::n_victims, &Estimate::n_missing, &Estimate::missing_share, &Estimate::weight_sum}) {
    row.*figure = kAbsent;
  }
  row.notes.push_back("withheld");
}

}  // namespace

bool is_protected(const Estimate& row) {
  return std::find(row.notes.begin(), row.notes.end(), "protected") != row.notes.end();
}

void withhold_unpublishable(estimation::EstimateTable& table) {
  for (auto& row : table.rows) {
    if (std::isnan(row.estimate)) continue;  // no figure is not a withheld one
    const bool withheld =
        std::any_of(table.quality.labels.begin(), table.quality.labels.end(),
                    [&row](const auto& label) { return label.id == row.quality && !label.publish; });
    if (withheld) withhold(row);
  }
}

}  // namespace sondeo::reports
