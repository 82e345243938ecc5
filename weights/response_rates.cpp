#include "weights/response_rates.hpp"

#include <limits>

namespace sondeo::weights {

namespace {

double share_of(double part, double whole) {
  return whole > 0 ? part / whole : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

ResponseRates response_rates(const DispositionTally& tally, std::optional<double> share) {
  const auto& [interview, partial, refusal, noncontact, other, unknown_household, unknown_other, ineligible] =
      tally;
  const double answered = interview + partial;
  const double contacted = answered + refusal + other;
  const double asked = answered + refusal;
  const double eligible = contacted + noncontact;
  const double unknown = unknown_household + unknown_other;
  ResponseRates rates;
  rates.eligible_share = share ? *share : share_of(eligible, eligible + ineligible);
  const double all = eligible + unknown;
  const double expected = unknown == 0.0 ? eligible : eligible + rates.eligible_share * unknown;
  rates.values = {
      share_of(interview, all),       share_of(answered, all),       share_of(interview, expected),
      share_of(answered, expected),   share_of(interview, eligible), share_of(answered, eligible),
      share_of(interview, contacted), share_of(answered, contacted), share_of(interview, asked),
      share_of(answered, asked),      share_of(refusal, all),        share_of(refusal, expected),
      share_of(refusal, eligible),    share_of(contacted, all),      share_of(contacted, expected),
      share_of(contacted, eligible)};
  return rates;
}

}  // namespace sondeo::weights
