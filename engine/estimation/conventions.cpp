#include "engine/estimation/conventions.hpp"

#include <array>

#include <fmt/format.h>

namespace sondeo::estimation {

namespace {

constexpr DfSpec kNormal{DfRule::kInfinite, 0};
constexpr DfSpec kOfDomain{DfRule::kDomain, 0};
constexpr DfSpec kOfStrata{DfRule::kStrata, 0};
constexpr DfSpec kOfDesign{DfRule::kDesign, 0};

/// Each convention as a study would write it.
struct Words {
  std::string key;
  std::string word;
};

std::vector<Words> words_of(const EstimateSpec& estimate, design::LonelyPsu lonely_psu) {
  constexpr std::array<const char*, 3> kDeff = {"with-replacement", "without-replacement",
                                                "without-replacement-if-fpc"};
  constexpr std::array<const char*, 5> kLonely = {"fail", "remove", "certainty", "adjust", "average"};
  const auto name = [](const auto& names, auto value) {
    return std::string(names.at(static_cast<std::size_t>(value)));
  };
  return {{"df", df_text(estimate.df)},
          {"df.proportion", df_text(estimate.df_of_proportions())},
          {"interval.proportion", name(kProportionIntervalNames, estimate.proportion_interval)},
          {"interval.below_zero", estimate.wald_below_zero ? "wald" : "log"},
          {"lonely_psu", name(kLonely, lonely_psu)},
          {"deff", name(kDeff, estimate.deff)},
          {"quantile_rule", name(kQuantileRuleNames, estimate.quantile_rule)}};
}

}  // namespace

void follow(Like package, EstimateSpec& estimate) {
  estimate.like = package;
  switch (package) {
    case Like::kR:
      estimate.df = kNormal;
      estimate.proportion_df = kOfDomain;
      estimate.wald_below_zero = true;
      estimate.deff = DeffDefinition::kWithoutReplacement;
      break;
    case Like::kStata:
      estimate.df = kOfStrata;
      estimate.wald_below_zero = true;
      estimate.deff = DeffDefinition::kWithoutReplacement;
      break;
    case Like::kSpss:
      estimate.df = kOfDesign;
      estimate.wald_below_zero = true;
      break;
    case Like::kSas:
      estimate.df = kOfDesign;
      estimate.wald_below_zero = true;
      estimate.proportion_interval = ProportionInterval::kWald;
      estimate.deff = DeffDefinition::kWithoutReplacementIfFpc;
      estimate.quantile_rule = QuantileRule::kHf4;
      break;
  }
}

std::optional<design::LonelyPsu> lonely_psu_of(Like package) {
  if (package == Like::kSas) return design::LonelyPsu::kRemove;
  return std::nullopt;
}

std::vector<Difference> differences(const EstimateSpec& estimate, design::LonelyPsu lonely_psu) {
  std::vector<Difference> found;
  if (!estimate.like) return found;
  const EstimateSpec own;
  EstimateSpec package;
  follow(*estimate.like, package);
  const auto of_own = words_of(own, design::LonelyPsu::kFail);
  const auto of_package = words_of(package, lonely_psu_of(*estimate.like).value_or(design::LonelyPsu::kFail));
  const auto used = words_of(estimate, lonely_psu);
  for (std::size_t i = 0; i < used.size(); ++i) {
    const bool set_by_package = of_package[i].word != of_own[i].word && used[i].word == of_package[i].word;
    if (set_by_package) found.push_back({used[i].key, used[i].word, of_own[i].word});
  }
  return found;
}

std::string df_text(const DfSpec& df) {
  constexpr std::array<const char*, 4> kNames = {"domain", "strata", "design", "inf"};
  if (df.rule == DfRule::kGiven) return fmt::format("{}", df.given);
  return kNames.at(static_cast<std::size_t>(df.rule));
}

}  // namespace sondeo::estimation
