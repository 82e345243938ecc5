#include "program/run/level_frame.hpp"

#include <algorithm>
#include <cmath>

#include "engine/base/diagnostic.hpp"
#include "engine/numeric/compensated.hpp"
#include "program/run/codes.hpp"
#include "program/run/two_phase.hpp"
#include "program/run/weighting.hpp"

namespace sondeo::run {

namespace {

/// 1 / the sampling fractions of each row's stages; 1 where there are none.
std::vector<double> weights_of_stages(Level& level, const design::SampleDesign& design) {
  std::vector<double> weights;
  const auto rows = ancestor_rows(level, root_of(level)).value();
  weights.reserve(rows.size());
  for (const auto number : rows) {
    const auto row = static_cast<std::size_t>(number);
    if (design.psu_of_row[row] < 0) {
      weights.push_back(0);  // not drawn in the second phase
      continue;
    }
    const auto psu = static_cast<std::size_t>(design.psu_of_row[row]);
    double probability =
        design.strata[static_cast<std::size_t>(design.stratum_of_psu[psu])].sampling_fraction;
    if (!design.probability_of_row.empty()) probability = design.probability_of_row[row];
    if (design.pps) probability = design.pps->probability[psu];
    weights.push_back(probability > 0 ? 1 / probability : 1.0);
  }
  return weights;
}

std::vector<std::int8_t> mask_of(const Column& column, const Formula& formula, const std::string& indicator) {
  if (column.is_text() || column.variable().type != VariableType::kYesNo) {
    throw Error({code::kNotYesNo, {{"indicator", indicator}}, formula.written.place, {}, {}});
  }
  const std::vector<double> numbers = column.numbers();
  std::vector<std::int8_t> mask(numbers.size());
  for (std::size_t i = 0; i < mask.size(); ++i) mask[i] = numbers[i] == 1.0 ? 1 : 0;
  return mask;
}

void restrict_to(std::vector<std::int8_t>& base, std::span<const std::int8_t> mask) {
  if (mask.empty()) return;
  if (base.empty()) {
    base.assign(mask.begin(), mask.end());
    return;
  }
  for (std::size_t i = 0; i < base.size(); ++i) base[i] = base[i] == 1 && mask[i] == 1 ? 1 : 0;
}

bool is_true(const Formula& formula) {
  if (!formula.expression) return false;
  const auto* truth = std::get_if<expression::TruthLiteral>(&formula.expression->root().content);
  return truth != nullptr && truth->value;
}

bool restricts(const PlannedIndicator& planned) {
  return planned.denominator && planned.indicator->measure != questionnaires::Measure::kRatio;
}

}  // namespace

std::vector<std::int32_t> units_of_rows(Level& level, const design::SampleDesign& design) {
  Level& root = root_of(level);
  const auto& units = design.units_of_rows();
  if (&root == &level) return units;
  std::vector<std::int32_t> rows = ancestor_rows(level, root).value();
  for (auto& row : rows) row = units[static_cast<std::size_t>(row)];
  return rows;
}

LevelFrame::LevelFrame(Level& level, const design::SampleDesign& design, const WeightedRoles* weighted)
    : level_(level),
      design_(design),
      weighted_(weighted),
      order_(design::order_by_psu(units_of_rows(level, design), design.unit_count())) {
  find_domain();
}

void LevelFrame::find_domain() {
  Level& root = root_of(level_);
  std::vector<std::int8_t> of_root;
  if (root.where()) of_root = mask_of(root.value(*root.where(), "where"), *root.where(), "where");
  if (design_.two_phase) {
    std::vector<std::int8_t> drawn;
    drawn.reserve(design_.psu_of_row.size());
    for (const auto unit : design_.psu_of_row) drawn.push_back(unit >= 0 ? 1 : 0);
    restrict_to(of_root, drawn);
  }
  if (of_root.empty()) return;
  const std::vector<std::int32_t> rows = ancestor_rows(level_, root).value();
  domain_.resize(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) domain_[i] = of_root[static_cast<std::size_t>(rows[i])];
}

std::span<const std::int8_t> LevelFrame::base(const PlannedIndicator& planned) {
  std::vector<const Formula*> conditions;
  if (planned.universe && !is_true(*planned.universe)) conditions.push_back(&*planned.universe);
  if (restricts(planned) && !is_true(*planned.denominator)) conditions.push_back(&*planned.denominator);
  if (planned.within && !is_true(*planned.within)) conditions.push_back(&*planned.within);
  std::string key;
  for (const auto* condition : conditions) key += condition->written.text + '\n';
  const auto [found, inserted] = bases_.try_emplace(key);
  if (!inserted) return found->second;
  restrict_to(found->second, domain_);
  for (const auto* condition : conditions) {
    const std::string& id = planned.indicator->id.text;
    restrict_to(found->second, mask_of(level_.value(*condition, "base"), *condition, id));
  }
  return found->second;
}

std::vector<double> LevelFrame::weights_of(const PlannedWeight& planned) {
  if (planned.weighted) {
    const WeightedRole* role = weighted_ != nullptr ? weighted_->find(planned.role) : nullptr;
    if (role != nullptr) return role->at(level_, role->weights.values);
    ensure(false, "a role whose steps were not applied");
  }
  if (planned.formula) {
    const Column column = level_.value(*planned.formula, planned.role);
    if (column.is_text()) {
      const auto& written = planned.formula->written;
      throw Error({code::kTextNotWeight, {{"weight", written.text}}, written.place, {}, {}});
    }
    std::vector<double> weights = column.numbers();
    weigh_by_phases(design_, order_, true, weights);
    return weights;
  }
  std::vector<double> weights = weights_of_stages(level_, design_);
  weigh_by_phases(design_, order_, false, weights);
  return weights;
}

std::span<const double> LevelFrame::weight(const PlannedWeight& planned, std::span<const std::int8_t> base,
                                           const std::string& indicator) {
  const auto [found, inserted] = weights_.try_emplace(planned.role);
  auto& weights = found->second;
  auto& faults = faults_[planned.role];
  if (inserted) {
    weights = weights_of(planned);
    std::vector<std::int8_t> owners;
    if (planned.where) owners = mask_of(level_.value(*planned.where, "where"), *planned.where, planned.role);
    for (std::size_t row = 0; row < weights.size(); ++row) {
      const bool owns = owners.empty() || owners[row] == 1;
      const bool faulty = std::isnan(weights[row]) || weights[row] < 0;
      if (faulty && owns) {
        if (faults.empty()) negative_[planned.role] = weights[row] < 0;
        faults.push_back(static_cast<std::int32_t>(row));
      }
      if (faulty || !owns) weights[row] = 0;
    }
  }
  const auto inside = std::count_if(faults.begin(), faults.end(), [&](std::int32_t row) {
    return planned.where || base.empty() || base[static_cast<std::size_t>(row)] == 1;
  });
  if (inside > 0) {
    const Written written = planned.formula ? planned.formula->written : Written{planned.role, {}};
    const Code code = negative_[planned.role] ? code::kNegativeWeights : code::kMissingWeights;
    throw Error({code,
                 {{"weight", written.text}, {"count", std::to_string(inside)}, {"indicator", indicator}},
                 planned.formula ? std::optional(written.place) : std::nullopt,
                 {},
                 {}});
  }
  return weights;
}

double LevelFrame::sum_of(std::span<const double> weight) {
  const auto [known, is_new] = sums_.try_emplace(weight.data(), 0.0);
  if (is_new) known->second = numeric::ordered_sum(weight);
  return known->second;
}

std::span<const std::int8_t> LevelFrame::answers(const Column& column, const Formula& formula,
                                                 const std::string& indicator) {
  if (column.is_text() || column.variable().type != VariableType::kYesNo) {
    throw Error({code::kNotYesNo, {{"indicator", indicator}}, formula.written.place, {}, {}});
  }
  // A yes/no column is stored as bytes: 1, 0, and codes above 100 for missing answers.
  const auto* bytes = std::get_if<std::span<const std::int8_t>>(&column.stored_numbers());
  ensure(bytes != nullptr, "a yes/no column that is not stored as bytes");
  return *bytes;
}

}  // namespace sondeo::run
