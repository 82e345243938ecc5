#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "published/figures.hpp"

namespace sondeo::published {

/// What comparing a printed figure with ours gives.
enum class Verdict {
  kMatches,  ///< to all its digits
  kDiffers,
  kNotFound,    ///< the study has no such figure
  kSuppressed,  ///< the table prints a mark instead of a figure
  kWithheld     ///< printed, though the study's disclosure rules protect it: not compared
};
inline constexpr std::array<std::string_view, 5> kVerdictNames = {"matches", "differs", "not_found",
                                                                  "suppressed", "withheld"};

/// A printed figure beside ours.
struct VerifiedFigure {
  PrintedFigure printed;
  std::string domain;  ///< "region=3,sex=2"; "" for the total
  std::string unit;    ///< of both: "percent", "fraction", "count" ...
  std::string ours;    ///< to the same digits; "" where there is none to show
  Verdict verdict = Verdict::kNotFound;
  std::string convention;  ///< of those that give the printed figure the one that gives most others
  std::vector<std::string> reproducing;  ///< all that give it
};

/// A convention other than the study's under which everything was estimated again.
struct Convention {
  std::string name;          ///< "df=inf", "weight=Fact_Pers_Reg"
  std::string what;          ///< in English words: "normal quantile instead of t"
  std::size_t explains = 0;  ///< differing figures that it gives
  std::size_t breaks = 0;    ///< matching ones that it does not give
  bool computed = true;      ///< false: the study cannot be estimated so
};

/// A printed table compared with a study.
struct Verification {
  std::string study;
  std::string file;
  std::string sheet;
  std::vector<VerifiedFigure> figures;  ///< in the table's order
  std::vector<Convention> conventions;  ///< those that explain most first; none when nothing differs

  [[nodiscard]] std::size_t count(Verdict verdict) const;
  /// Whether all printed figures are ours.
  [[nodiscard]] bool all_match() const;
};

}  // namespace sondeo::published
