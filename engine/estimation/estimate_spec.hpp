#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/place.hpp"
#include "engine/design/replicate_spec.hpp"
#include "engine/estimation/quantile_rule.hpp"
#include "engine/estimation/standard_spec.hpp"

namespace sondeo::estimation {

/// Interval of a proportion (survey-statistics 6).
enum class ProportionInterval { kLogit, kWald, kBeta, kKornGraubard, kWilson, kArcsine, kLikelihood };
/// Their names, in the enumeration's order, as users write and tables show them.
inline constexpr std::array<std::string_view, 7> kProportionIntervalNames = {
    "logit", "wald", "beta", "korn-graubard", "wilson", "arcsine", "likelihood"};

/// Interval of everything else (survey-statistics 17).
enum class OtherInterval { kWald, kLog };
inline constexpr std::array<std::string_view, 2> kOtherIntervalNames = {"wald", "log"};

/// Interval of the share of cases at or below a quantile, from which Woodruff's interval of the quantile is
/// read (survey-statistics 7).
enum class QuantileInterval { kWald, kLogit, kBeta, kArcsine };
inline constexpr std::array<std::string_view, 4> kQuantileIntervalNames = {"wald", "logit", "beta",
                                                                           "arcsine"};

/// Degrees of freedom (survey-statistics 17): PSUs - strata of the rows in the domain; of whole strata; of
/// the design; infinite; or a given number.
enum class DfRule { kDomain, kStrata, kDesign, kInfinite, kGiven };
struct DfSpec {
  DfRule rule = DfRule::kDomain;
  double given = 0;  ///< for kGiven
};

/// What the variance of an estimate is compared with in `deff`: simple random sampling of as many cases.
enum class DeffDefinition { kWithReplacement, kWithoutReplacement, kWithoutReplacementIfFpc };

/// Packages whose conventions may be asked for (`follow`, docs/like.md).
enum class Like { kR, kStata, kSpss, kSas };
/// Their names, in the enumeration's order, as users write and tables show them.
inline constexpr std::array<std::string_view, 4> kLikeNames = {"r", "stata", "spss", "sas"};

/// How exact the standard errors of a bootstrap shall be: each estimate then says how many replicates that
/// takes.
struct BootstrapSize {
  Written written;
  double cv = 0;  ///< of the standard error as an estimate of what infinitely many replicates give
};

/// `[estimate]`, or the same flags of the command line (DESIGN 5).
struct EstimateSpec {
  std::vector<Written> indicators;       ///< ids; empty: all of the study
  std::vector<std::vector<Written>> by;  ///< disaggregations, each a cross of one or more variables
  double level = 0.95;
  ProportionInterval proportion_interval = ProportionInterval::kLogit;
  OtherInterval other_interval = OtherInterval::kWald;
  QuantileInterval quantile_interval = QuantileInterval::kWald;
  DfSpec df;
  std::optional<DfSpec> proportion_df;  ///< of proportions, quantiles, tests and models; absent: df
  /// Wald limits below 0 of what cannot be negative stand; else the indicator gets log intervals.
  bool wald_below_zero = false;
  DeffDefinition deff = DeffDefinition::kWithReplacement;
  QuantileRule quantile_rule = QuantileRule::kHf1;       ///< of indicators that name none
  std::optional<Like> like;                              ///< whose conventions were set before all others
  std::optional<StandardSpec> standard;                  ///< absent: crude estimates
  std::optional<design::MadeReplicatesSpec> replicates;  ///< absent: linearised variance
  std::optional<BootstrapSize> bootstrap_size;
  bool of_implicate = false;  ///< rows then say what combining them with those of other data sets needs

  [[nodiscard]] const DfSpec& df_of_proportions() const { return proportion_df ? *proportion_df : df; }
};

}  // namespace sondeo::estimation
