#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/base/place.hpp"
#include "engine/spec/section.hpp"
#include "weights/response_status.hpp"
#include "weights/step_data.hpp"

namespace sondeo::weights {

/// How estimated propensities become factors.
enum class PropensityUse {
  kClasses,  ///< weighting classes of about equal numbers of units
  kInverse   ///< 1 / propensity
};

/// `propensity = { variables = ["region", "age"], use = "classes", groups = 5 }`.
struct PropensitySpec {
  std::vector<Written> variables;  ///< main effects: categories by their codes, else numbers
  PropensityUse use = PropensityUse::kClasses;
  std::size_t groups = 5;
};

[[nodiscard]] PropensitySpec read_propensity(spec::Section section);

/// The model of response among the eligible, made ready for its rows.
class PropensityModel {
 public:
  /// @param columns  of the variables  @param rows  the eligible units  @param status  [rows of the columns]
  /// @throws Error kPropensityMissing
  PropensityModel(const PropensitySpec& spec, const StepData& data, std::span<const Column> columns,
                  std::span<const std::int32_t> rows, std::span<const ResponseStatus> status);

  /// The probability of response of each of the eligible units by a logistic model fitted with the weights
  /// (pseudo maximum likelihood). In a replicate, regressors that have become dependent are left out.
  /// @param weights  [eligible units]
  /// @param full     whether these are the weights of the full sample
  /// @throws Error kPropensitySingular, kPropensitySeparated, kPropensityNotConverged
  [[nodiscard]] std::vector<double> scores(std::span<const double> weights, bool full) const;

 private:
  struct Part {
    std::string name;
    std::size_t variable;  ///< of numbers_, or of groups_
    bool is_number = false;
    std::int32_t group = 0;
  };
  const PropensitySpec spec_;
  std::string step_;
  std::vector<std::vector<double>> numbers_;
  std::vector<std::vector<std::int32_t>> groups_;
  std::vector<Part> parts_;
  std::vector<double> responds_;
};

/// The class of each score: `groups` classes cut at the ceil(n k / groups)-th smallest score; equal scores
/// are in one class, so that there may be fewer. [scores], from 0
/// @source Rosenbaum and Rubin (1984), JASA 79:516-524 (five classes)
[[nodiscard]] std::vector<std::int32_t> score_classes(std::span<const double> scores, std::size_t groups);

}  // namespace sondeo::weights
