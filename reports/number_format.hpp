#pragma once

#include <optional>
#include <string>

#include "engine/base/place.hpp"

namespace sondeo::reports {

/// How numbers look in tables for people. Files for machines always have a point and no groups.
struct NumberFormat {
  std::string id;  ///< "MEX", "inegi" ...; empty: the plain one, as here
  std::string decimal = ".";
  std::string group = ",";      ///< between thousands; may be a space that breaks no line
  std::string percent = "%";    ///< after a percentage; may begin with such a space
  std::string separator = ",";  ///< between the limits of an interval; ";" where the decimal sign is a comma
};

/// The preset that `[report] numbers` names: a country's ISO 3166-1 alpha-3 code, or an institution's.
/// @throws Error kNumberFormatUnknown with those there are
[[nodiscard]] NumberFormat named_number_format(const Written& name);

/// The country's preset; the plain one where it has none.
/// @source reports/numbers.toml
[[nodiscard]] NumberFormat number_format_of(const std::string& country);

/// An integer or rounded number as a country writes it: 11,682,056 or 11.682.056,0. Never ragged: thousands
/// are always grouped.
[[nodiscard]] std::string formatted(double value, int decimals, const NumberFormat& format);

/// The Excel pattern of a number. Spreadsheets put their own reader's decimal sign and separator of
/// thousands.
[[nodiscard]] std::string number_pattern(int decimals);

/// A pattern that shows a mark behind the number.
[[nodiscard]] std::string with_mark(const std::string& pattern, const std::string& mark);

/// A number's pattern as its value needs it where thousands have a space, which spreadsheets do not know: the
/// spaces are written out. Other patterns stay.
[[nodiscard]] std::string fitted_pattern(const std::string& pattern, double value,
                                         const NumberFormat& format);

/// The Excel pattern of a percentage of one decimal.
[[nodiscard]] std::string percent_pattern(const NumberFormat& format);

}  // namespace sondeo::reports
