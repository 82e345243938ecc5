#include "program/run/events.hpp"

#include <algorithm>
#include <cmath>

#include "engine/base/diagnostic.hpp"
#include "program/run/codes.hpp"

namespace sondeo::run {

namespace {

/// The number of each child row: 1 for a yes, 0 for a no, the value of a number; NaN when it is not known.
std::vector<double> numbers_of_events(const PlannedIndicator& planned, LevelFrame& event_frame) {
  if (!planned.numerator) return std::vector<double>(event_frame.level().rows(), 1.0);
  const Column column = event_frame.level().value(*planned.numerator, planned.indicator->id.text);
  if (column.is_text()) {
    throw Error({code::kNumeratorNotNumber,
                 {{"indicator", planned.indicator->id.text}},
                 planned.numerator->written.place,
                 {},
                 {}});
  }
  return column.numbers();
}

}  // namespace

EventSums sum_events(const PlannedIndicator& planned, LevelFrame& frame, LevelFrame& event_frame,
                     const moments::Variate& base, Diagnostics& findings) {
  const std::string& id = planned.indicator->id.text;
  const std::vector<double> numbers = numbers_of_events(planned, event_frame);
  // A weight is asked of events only: rows without the event may have none.
  std::vector<std::int8_t> events(numbers.size());
  std::transform(numbers.begin(), numbers.end(), events.begin(), [](double number) {
    return static_cast<std::int8_t>(!std::isnan(number) && number != 0.0);
  });
  const std::span<const double> weight = event_frame.weight(*planned.event_weight, events, id);
  const std::vector<std::int32_t> base_rows = ancestor_rows(event_frame.level(), frame.level()).value();

  EventSums sums{std::vector<double>(frame.level().rows()), std::vector<std::int32_t>(frame.level().rows())};
  std::size_t unknown = 0;
  std::size_t without_base = 0;
  for (std::size_t row = 0; row < numbers.size(); ++row) {
    const auto base_row = static_cast<std::size_t>(base_rows[row]);
    if (std::isnan(numbers[row])) ++unknown;
    if (events[row] != 1 || weight[row] == 0.0) continue;
    const bool in_base = base.base.empty() || base.base[base_row] == 1;
    if (in_base && base.weight[base_row] == 0.0) ++without_base;
    sums.weighted[base_row] += weight[row] * numbers[row];
    ++sums.counts[base_row];
  }
  if (without_base > 0) {
    throw Error({code::kEventsWithoutBase,
                 {{"indicator", id}, {"count", std::to_string(without_base)}},
                 planned.indicator->id.place,
                 {},
                 {}});
  }
  if (unknown > 0) {
    findings.push_back(
        {code::kEventsUnknown, {{"indicator", id}, {"count", std::to_string(unknown)}}, {}, {}, {}});
  }
  return sums;
}

}  // namespace sondeo::run
