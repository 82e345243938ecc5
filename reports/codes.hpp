#pragma once

#include "engine/base/code.hpp"

// Findings of this room; after each the arguments of its message (engine/base/code.hpp).
namespace sondeo::code {

// reports: quality
inline constexpr Code kQualityUnknownScheme{3720};  // scheme, known
inline constexpr Code kQualityUnknownLabel{3721};  // label, known
inline constexpr Code kQualityUnknownMeasure{3722};  // measure, known
inline constexpr Code kQualityNotACondition{3723};  //
inline constexpr Code kQualityUnknownDomain{3724};  // name
inline constexpr Code kDisclosureNothing{3750};  //
inline constexpr Code kReportLanguage{3730};  // language, known
inline constexpr Code kSdmxNoSeries{3731};  //
inline constexpr Code kSdmxCountry{3732};  // country
inline constexpr Code kSdmxPeriod{3733};  // period
inline constexpr Code kSdmxUnknownCode{3734};  // component, code
inline constexpr Code kSdmxUnknownDimension{3735};  // dimension
inline constexpr Code kSdmxNotAllowed{3736};  // series, component, code, allowed
inline constexpr Code kSdmxUnit{3737};  // indicator, unit, series, wanted
inline constexpr Code kSdmxTwice{3738};  // series, first, second
inline constexpr Code kSdmxLeftOut{722};  // disaggregation, count
inline constexpr Code kSdmxNewerSeries{723};  // indicator, series
inline constexpr Code kTooManySheets{9030};  // count, limit

}  // namespace sondeo::code
