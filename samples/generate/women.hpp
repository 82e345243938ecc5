#pragma once

#include <array>
#include <string>
#include <vector>

namespace sondeo::samples {

/// Acts of partner violence that the questionnaire asks for, in its order: 6 physical, 3 sexual,
/// 5 psychological, 3 economic.
inline constexpr int kActCount = 17;

/// A question that was not put to the woman: system missing in the file.
inline constexpr int kNotPut = 0;

/// One interviewed woman, as codes of the questionnaire.
struct Woman {
  std::string household;
  int stratum = 0;
  int psu = 0;
  int region = 0;
  int area = 0;
  int women_in_household = 0;  ///< aged 15 and over; she was drawn from them
  double weight = 0;
  int age = 0;
  int education = 0;
  std::array<int, 6> difficulty{};         ///< Washington Group short set: 1 none - 4 cannot do it at all
  int partner = 0;                         ///< 1 now, 2 before, 3 never
  std::array<int, kActCount> ever{};       ///< 1 yes, 2 no
  std::array<int, kActCount> last_year{};  ///< 1 many times, 2 some, 3 once, 4 no
  int reported = 0;                        ///< 1 yes, 2 no

  // What every woman was asked, whether she ever had a partner or not.
  int non_partner = 0;          ///< sexual violence by somebody else, last 12 months: 1 yes, 2 no
  std::array<int, 3> victim{};  ///< assault, robbery, threats in the last 12 months: 1 yes, 2 no
  std::array<int, 3> police{};  ///< the last one of each was reported to the police: 1 yes, 2 no
  int safety = 0;               ///< walking alone after dark: 1 very safe - 4 very unsafe, 5 never goes out
  std::array<int, 3> discriminated{};  ///< by sex, by ethnicity, by disability, last 12 months: 1 yes, 2 no
};

/// The women of a synthetic national survey in 12 strata and 400 PSUs, about 20 in each PSU, always the same.
/// @param times  interviews per PSU, as a multiple of the published sample's; at least 1
std::vector<Woman> synthetic_women(int times);

}  // namespace sondeo::samples
