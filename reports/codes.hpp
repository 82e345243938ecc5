#pragma once

#include "engine/base/code.hpp"

// Findings of this room; after each the arguments of its message (engine/base/code.hpp).
namespace sondeo::code {

// reports: quality
inline constexpr Code kQualityUnknownScheme{3720};   // scheme, known
inline constexpr Code kQualityUnknownLabel{3721};    // label, known
inline constexpr Code kQualityUnknownMeasure{3722};  // measure, known
inline constexpr Code kQualityNotACondition{3723};   //
inline constexpr Code kQualityUnknownDomain{3724};   // name
inline constexpr Code kReportLanguage{3730};         // language, known
inline constexpr Code kSdmxNoSeries{3731};           //
inline constexpr Code kSdmxCountry{3732};            // country
inline constexpr Code kSdmxPeriod{3733};             // period
inline constexpr Code kSdmxUnknownCode{3734};        // component, code
inline constexpr Code kSdmxUnknownDimension{3735};   // dimension
inline constexpr Code kSdmxNotAllowed{3736};         // series, component, code, allowed
inline constexpr Code kSdmxUnit{3737};               // indicator, unit, series, wanted
inline constexpr Code kSdmxTwice{3738};              // series, first, second
inline constexpr Code kSdmxIdentifier{3710};         // key, value
inline constexpr Code kReportDate{3711};             // key, value
inline constexpr Code kNumberFormatUnknown{3712};    // format, known
inline constexpr Code kLicenseUnknown{3713};         // license, known
inline constexpr Code kLicenseNeeded{3714};          //
inline constexpr Code kOpenSdgPeriod{3715};          // period
inline constexpr Code kOpenSdgNothing{3716};         //
inline constexpr Code kOpenSdgText{3717};            // text, of
inline constexpr Code kOpenSdgGeocode{3718};         // name
inline constexpr Code kOpenSdgTwice{3719};           // number, first, second
inline constexpr Code kSdmxLeftOut{722};             // disaggregation, count
inline constexpr Code kSdmxNewerSeries{723};         // indicator, series
inline constexpr Code kTooManySheets{9030};          // count, limit
inline constexpr Code kMapNoKey{3780};               // file, key
inline constexpr Code kMapObject{3781};              // file, known
inline constexpr Code kMapDisaggregation{3782};      // disaggregation
inline constexpr Code kMapNoMatch{3783};             // file, key, disaggregation, areas, codes
inline constexpr Code kMapUnreadable{4780};          // file, reason
inline constexpr Code kMapNotGeometry{4781};         // file, where
inline constexpr Code kMapCodesWithoutArea{780};     // file, disaggregation, codes
inline constexpr Code kMapHeavy{781};                // file, size
inline constexpr Code kDisclosureNothing{3750};      //

}  // namespace sondeo::code
