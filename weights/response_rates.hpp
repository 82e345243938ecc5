#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sondeo::weights {

/// The dispositions of AAPOR that its rates are made of: complete and partial interviews, refusals and
/// break-offs, no contact, other eligible, unknown whether there is a household, unknown otherwise, not
/// eligible.
enum class Disposition {
  kInterview,
  kPartial,
  kRefusal,
  kNoncontact,
  kOther,
  kUnknownHousehold,
  kUnknownOther,
  kIneligible
};
/// Their names, in the enumeration's order, as users write and tables show them.
inline constexpr std::array<std::string_view, 8> kDispositionNames = {
    "interview", "partial",           "refusal",       "noncontact",
    "other",     "unknown_household", "unknown_other", "ineligible"};

/// Units, or their base weights, by disposition.
using DispositionTally = std::array<double, 8>;

/// The rates under their names, in this order.
inline constexpr std::array<std::string_view, 16> kResponseRateNames = {
    "RR1",   "RR2",   "RR3",  "RR4",  "RR5",  "RR6",  "COOP1", "COOP2",
    "COOP3", "COOP4", "REF1", "REF2", "REF3", "CON1", "CON2",  "CON3"};
/// How many of them are response rates.
inline constexpr std::size_t kResponseRateCount = 6;

struct ResponseRates {
  double eligible_share = 1;        ///< e: share of the unknown taken as eligible; NaN when nothing says it
  std::array<double, 16> values{};  ///< as kResponseRateNames; NaN where the denominator is 0
};

/// With E = I + P + R + NC + O and U = UH + UO:
///
///   RR1 I / (E + U)        RR2 (I + P) / (E + U)     RR3 I / (E + e U)     RR4 (I + P) / (E + e U)
///   RR5 I / E              RR6 (I + P) / E
///   COOP1 I / (I + P + R + O)   COOP2 (I + P) / (I + P + R + O)   COOP3 I / (I + P + R)
///   COOP4 (I + P) / (I + P + R)
///   REF1 R / (E + U)       REF2 R / (E + e U)        REF3 R / E
///   CON1 (I + P + R + O) / (E + U)   CON2 the same / (E + e U)   CON3 the same / E
///
/// @param share  e; absent: as the known were found, E / (E + ineligible)
/// @source AAPOR (2023), Standard Definitions: Final Dispositions of Case Codes and Outcome Rates for
/// Surveys,
///         10th edition, "Calculating outcome rates"
[[nodiscard]] ResponseRates response_rates(const DispositionTally& tally, std::optional<double> share);

/// One line of the table of response rates.
struct ResponseRow {
  std::string stage;
  std::string group;         ///< "region=1"; blank: all
  bool substitutes = false;  ///< whether units that stand for others count as units of the sample
  bool weighted = false;     ///< whether by base weight
  DispositionTally tally{};
  ResponseRates rates;
  /// RR1 to RR6 times those of the stages before; empty: a stage of its own
  std::vector<double> overall;
};

}  // namespace sondeo::weights
