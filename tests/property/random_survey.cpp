#include "random_survey.hpp"

#include <cmath>

#include "engine/table/grouping.hpp"

namespace sondeo::test {

namespace {

/// Numbers that are the same with every standard library: only the engine's bits are prescribed.
class Chance {
 public:
  explicit Chance(unsigned seed) : engine_(seed) {}
  double uniform() { return static_cast<double>(engine_() >> 11U) * 0x1p-53; }
  std::size_t between(std::size_t low, std::size_t high) {
    return low + static_cast<std::size_t>(uniform() * static_cast<double>(high - low + 1));
  }
  bool happens(double probability) { return uniform() < probability; }
  /// About normal: the sum of twelve.
  double normal() {
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += uniform();
    return sum;
  }

 private:
  std::mt19937_64 engine_;
};

Column column(const char* name, const std::vector<double>& numbers) {
  Variable variable;
  variable.name = name;
  return Column::of_numbers(variable, numbers);
}

/// What all rows of a survey have in common.
struct Shape {
  double weight_size, weight_spread, level, spread, missing, without_weight;
};

Shape shape_of(Chance& chance) {
  static constexpr double kSizes[] = {1e-3, 1, 40, 1e5};
  static constexpr double kLevels[] = {0, 30, -4, 1e6};
  static constexpr double kMissing[] = {0, 0.05, 0.4};
  static constexpr double kNone[] = {0, 0, 0.1};
  return {kSizes[chance.between(0, 3)], 1.2 * chance.uniform(),         kLevels[chance.between(0, 3)],
          0.1 + 20 * chance.uniform(),  kMissing[chance.between(0, 2)], kNone[chance.between(0, 2)]};
}

void add_row(RandomSurvey& survey, const Shape& shape, double effect, Chance& chance) {
  const auto answer = [&](double value) { return chance.happens(shape.missing) ? missing_value() : value; };
  const double weight = shape.weight_size * std::exp(shape.weight_spread * chance.normal());
  survey.weight.push_back(chance.happens(shape.without_weight) ? 0 : weight);
  survey.y.push_back(answer(shape.level + effect + shape.spread * chance.normal()));
  survey.x.push_back(answer(1 + 8 * chance.uniform()));
  survey.group.push_back(answer(static_cast<double>(chance.between(1, 4))));
  const bool event = chance.happens(0.35);
  survey.event.push_back(chance.happens(shape.missing) ? std::int8_t{-1} : static_cast<std::int8_t>(event));
}

}  // namespace

RandomSurvey random_survey(unsigned seed) {
  Chance chance(seed);
  RandomSurvey survey;
  const Shape shape = shape_of(chance);
  survey.with_fpc = chance.happens(0.5);
  survey.with_units = survey.with_fpc && chance.happens(0.5);
  const std::size_t most_rows = chance.happens(0.003) ? 3000 : chance.between(1, 9);
  const std::size_t strata = chance.between(1, 9);
  for (std::size_t h = 0; h < strata; ++h) {
    const std::size_t psus = chance.between(2, 8);
    const auto population = static_cast<double>(psus + chance.between(0, 40));
    for (std::size_t p = 0; p < psus; ++p) {
      const double effect = shape.spread * chance.normal();
      const std::size_t units = chance.between(2, 4);
      const auto units_above = static_cast<double>(units + chance.between(0, 9));
      const std::size_t rows =
          survey.with_units ? units * chance.between(1, 3) : chance.between(1, most_rows);
      for (std::size_t row = 0; row < rows; ++row) {
        survey.stratum.push_back(static_cast<double>(h));
        survey.psu.push_back(static_cast<double>(p));
        survey.unit.push_back(static_cast<double>(row % units));
        survey.population.push_back(population);
        survey.units.push_back(units_above);
        add_row(survey, shape, effect, chance);
      }
    }
  }
  return survey;
}

RandomSurvey RandomSurvey::taken(const std::vector<std::size_t>& places) const {
  RandomSurvey result;
  result.with_fpc = with_fpc;
  result.with_units = with_units;
  for (const std::size_t place : places) {
    result.stratum.push_back(stratum[place]);
    result.psu.push_back(psu[place]);
    result.unit.push_back(unit[place]);
    result.population.push_back(population[place]);
    result.units.push_back(units[place]);
    result.weight.push_back(weight[place]);
    result.y.push_back(y[place]);
    result.x.push_back(x[place]);
    result.group.push_back(group[place]);
    result.event.push_back(event[place]);
  }
  return result;
}

namespace {

design::SampleDesign design_of(const RandomSurvey& survey) {
  const Column stratum = column("h", survey.stratum);
  const Column psu = column("p", survey.psu);
  const Column unit = column("u", survey.unit);
  const Column population = column("N", survey.population);
  const Column units = column("M", survey.units);
  design::DesignColumns columns{survey.rows(), {&stratum}, &psu, survey.with_fpc ? &population : nullptr};
  if (survey.with_units) columns.later_stages.push_back({{}, &unit, &units});
  return design::build_design(columns, {});
}

estimation::Target target_of(const RandomSurvey& survey, Figure figure) {
  using estimation::Measure;
  estimation::Target target;
  target.variate.weight = survey.weight;
  target.variate.y = moments::Numbers{survey.y};
  switch (figure) {
    case Figure::kTotal:
      target.measure = Measure::kTotal;
      break;
    case Figure::kEvents:
      target.measure = Measure::kTotal;
      target.variate.y = moments::Answers{survey.event};
      break;
    case Figure::kMean:
      target.measure = Measure::kMean;
      break;
    case Figure::kRatio:
      target.measure = Measure::kRatio;
      target.variate.x = survey.x;
      break;
    case Figure::kProportion:
      target.measure = Measure::kProportion;
      target.variate.y = moments::Answers{survey.event};
  }
  return target;
}

estimation::Breakdown groups_of(const Grouping& grouping) {
  estimation::Breakdown breakdown;
  breakdown.columns = {0};
  breakdown.cells = {grouping.group_of_row, static_cast<std::int32_t>(grouping.count())};
  for (const auto& key : grouping.keys) {
    breakdown.codes.push_back({code_text(key[0])});
    breakdown.labels.push_back({""});
  }
  return breakdown;
}

}  // namespace

std::vector<estimation::Estimate> figures(const RandomSurvey& survey, Figure figure, const Way& way) {
  const design::SampleDesign design = design_of(survey);
  const auto order = design::order_by_psu(design.units_of_rows(), design.unit_count());
  const Column group = column("a", survey.group);
  const Column* const by[] = {&group};
  const Grouping grouping = group_rows(by);
  std::vector<estimation::Breakdown> breakdowns{{{}, {{}, 1}, {{}}, {{}}}};
  estimation::Target target = target_of(survey, figure);
  std::vector<std::int8_t> base;
  if (way.where) {
    for (const double code : survey.group)
      base.push_back(code == *way.where ? std::int8_t{1} : std::int8_t{0});
    target.variate.base = base;
  } else {
    breakdowns.push_back(groups_of(grouping));
  }
  estimation::LevelRows rows{design, order, way.where ? std::size_t{0} : std::size_t{1}};
  design::Replicates made;
  if (!way.replicates.empty()) {
    Written written;
    written.text = way.replicates;
    made = design::make_replicates(design, design::read_made_replicates(written).value());
    rows.made = &made;
  }
  return estimation::estimate_targets(rows, {&target, 1}, breakdowns, {}, way.threads.value_or(1));
}

}  // namespace sondeo::test
