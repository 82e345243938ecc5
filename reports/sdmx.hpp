#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/diagnostic.hpp"
#include "engine/estimation/estimate_table.hpp"
#include "questionnaires/instrument.hpp"
#include "reports/sdmx_spec.hpp"

namespace sondeo::reports {

/// The dimensions of IAEG-SDGs:SDG(1.4) in the structure's order, time left out.
inline constexpr std::array<std::string_view, 15> kSdmxDimensions = {"FREQ",
                                                                     "REPORTING_TYPE",
                                                                     "SERIES",
                                                                     "REF_AREA",
                                                                     "SEX",
                                                                     "AGE",
                                                                     "URBANISATION",
                                                                     "INCOME_WEALTH_QUANTILE",
                                                                     "EDUCATION_LEV",
                                                                     "OCCUPATION",
                                                                     "CUST_BREAKDOWN",
                                                                     "COMPOSITE_BREAKDOWN",
                                                                     "DISABILITY_STATUS",
                                                                     "ACTIVITY",
                                                                     "PRODUCT"};

/// One figure as the UN takes it.
struct SdmxObservation {
  std::array<std::string, kSdmxDimensions.size()> key;
  std::string time_period;
  double value = 0;  ///< in the unit of the series (PT: percent); NaN: withheld
  double low = 0;    ///< of its interval, NaN where there is none
  double high = 0;
  std::string status;  ///< OBS_STATUS: A normal, U low reliability, Q withheld
  std::string unit_measure;
  std::string unit_mult;
  std::string
      comment;  ///< what the structure has no attribute for: n, SE, CV, level and method of the interval
  std::string source;
};

/// Where the figures come from.
struct SdmxSource {
  const questionnaires::Instrument& instrument;
  std::string country;  ///< ISO 3166-1 alpha-3
  std::string period;   ///< the study's; a year
  std::string title;
  SdmxSpec structure = {};  ///< that the message follows
};

/// The rows of indicators with a series of the SDGs, with every code checked against the structure's lists
/// and the global content constraints. A disaggregation stands under the dimension and codes that it names;
/// rows whose breakdown has none are left out and counted in `findings`, as are rows without an estimate that
/// no scheme withheld.
/// @throws Error kSdmxNoSeries, kSdmxCountry, kSdmxPeriod, kSdmxUnknownCode, kSdmxNotAllowed, kSdmxUnit,
///         kSdmxTwice
/// @source reference indicators 2
[[nodiscard]] std::vector<SdmxObservation> sdmx_observations(const estimation::EstimateTable& table,
                                                             const SdmxSource& source, Diagnostics& findings);

/// SDMX-CSV 2.0: comma, decimal point, one line an observation, RFC 4180.
[[nodiscard]] std::string write_sdmx_csv(const std::vector<SdmxObservation>& observations,
                                         const SdmxSpec& structure);

/// SDMX-CSV 1.0: the same observations under their dataflow.
[[nodiscard]] std::string write_sdmx_csv_1(const std::vector<SdmxObservation>& observations,
                                           const SdmxSpec& structure);

/// SDMX-ML 2.1, structure-specific, a series for each key with its observation.
/// @param message  the message's id: letters, digits, - and _ ; others become _
[[nodiscard]] std::string write_sdmx_ml(const std::vector<SdmxObservation>& observations,
                                        const SdmxSpec& structure, const std::string& message);

}  // namespace sondeo::reports
