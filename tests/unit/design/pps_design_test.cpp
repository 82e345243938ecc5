#include "engine/design/pps_design.hpp"

#include <catch2/catch.hpp>

#include "engine/base/diagnostic.hpp"
#include "engine/design/codes.hpp"
#include "engine/design/joint_probabilities.hpp"
#include "tests/unit/number_column.hpp"

using namespace sondeo;
using design::PpsMethod;
using test::column;

namespace {

Column texts(const std::string& name, const std::vector<std::string>& values) {
  Variable variable;
  variable.name = name;
  variable.type = VariableType::kText;
  return Column::of_texts(variable, values);
}

/// Two strata with two PSUs each, the second stratum's with the codes `second`, one row for each.
struct Survey {
  Column strata = column("h", {1, 1, 2, 2});
  Column psu;
  Column probability;
  design::PpsSpec spec;
  design::SampleDesign design;

  Survey(std::vector<double> codes, std::vector<double> probabilities, PpsMethod method)
      : psu(column("id", std::move(codes))), probability(column("p", std::move(probabilities))) {
    spec.method = method;
    design::DesignSpec whole;
    whole.pps = spec;
    design = design::build_design({4, {&strata}, &psu, nullptr}, whole);
  }
  void add(bool are_weights = false, const Column* mean = nullptr) {
    design::add_inclusion_probabilities(design, {&probability, are_weights, mean}, spec);
  }
  design::PairWeights read(const Table& table) {
    add();
    return design::read_pair_weights(table, {{&strata}, {"h"}, &psu}, design, {"joint.csv", {}});
  }
};

Survey joint_survey() { return {{1, 2, 3, 4}, {0.5, 0.5, 0.4, 0.2}, PpsMethod::kJoint}; }

Table table_of(std::vector<Column> columns) {
  Table table(columns.front().size());
  for (auto& each : columns) table.add(std::move(each));
  return table;
}

/// A right matrix of `joint_survey`, its rows and columns in other orders, with a PSU that is not in the
/// sample.
std::vector<Column> matrix() {
  return {column("code", {4, 1, 9, 2, 3}),        column("2", {0.1, 0.2, 0.3, 0.5, 0.2}),
          column("1", {0.1, 0.5, 0.1, 0.2, 0.2}), column("4", {0.2, 0.1, 0.1, 0.1, 0.05}),
          column("9", {0.1, 0.1, 0.9, 0.3, 0.1}), column("3", {0.05, 0.2, 0.1, 0.2, 0.4})};
}

template <typename Action>
Diagnostic fault_of(Action action) {
  try {
    action();
  } catch (const Error& error) {
    return error.diagnostic();
  }
  return {};
}

std::string argument(const Diagnostic& fault, std::string_view name) {
  for (const auto& each : fault.arguments) {
    if (each.name == name) return each.value;
  }
  return "(none)";
}

}  // namespace

TEST_CASE("probabilities are those of the variable, or the inverse of the weight") {
  Survey given({1, 2, 1, 2}, {0.5, 0.5, 0.25, 1}, PpsMethod::kBrewer);
  given.add();
  CHECK(given.design.pps->probability == std::vector<double>{0.5, 0.5, 0.25, 1});
  Survey weights({1, 2, 1, 2}, {2, 2, 4, 1}, PpsMethod::kBrewer);
  weights.add(true);
  CHECK(weights.design.pps->probability == std::vector<double>{0.5, 0.5, 0.25, 1});
}

TEST_CASE("a PSU needs one probability, above 0 and at most 1") {
  const auto code_of = [](std::vector<double> probabilities, bool are_weights) {
    Survey survey({1, 1, 1, 2}, std::move(probabilities), PpsMethod::kPoisson);
    return fault_of([&] { survey.add(are_weights); }).code;
  };
  CHECK(code_of({0.5, 0.4, 0.5, 0.5}, false) == code::kPpsProbabilityVaries);
  CHECK(code_of({0.5, missing_value(), 0.5, 0.5}, false) == code::kPpsProbabilityVaries);
  CHECK(code_of({0.5, 0.5, 1.5, 0.5}, false) == code::kPpsProbabilityRange);
  CHECK(code_of({0.5, 0.5, 0, 0.5}, false) == code::kPpsProbabilityRange);
  CHECK(code_of({2, 2, 0.5, 4}, true) == code::kPpsProbabilityRange);
  CHECK(code_of({2, 2, 0, 4}, true) == code::kPpsProbabilityRange);
  CHECK(code_of({2, 0, 2, 4}, true) == Code{});  // a row without weight says nothing of its PSU
  CHECK(code_of({2, 3, 2, 4}, true) == code::kPpsProbabilityVaries);
}

TEST_CASE("Hartley-Rao's mean is the sample's, one number for one stratum, or a variable by stratum") {
  Survey sample({1, 2, 1, 2}, {0.5, 0.3, 0.4, 0.2}, PpsMethod::kHartleyRao);
  sample.add();
  CHECK(sample.design.pps->mean_probability[0] == 0.4);
  Survey number({1, 2, 1, 2}, {0.5, 0.3, 0.4, 0.2}, PpsMethod::kHartleyRao);
  number.spec.mean_probability = Written{"0.3", {}};
  number.spec.mean_number = 0.3;
  const auto fault = fault_of([&] { number.add(); });
  CHECK(fault.code == code::kPpsMeanStrata);
  CHECK(argument(fault, "count") == "2");
  const auto with = [](std::vector<double> means) {
    Survey survey({1, 2, 1, 2}, {0.5, 0.3, 0.4, 0.2}, PpsMethod::kHartleyRao);
    survey.spec.mean_probability = Written{"P", {}};
    const Column mean = column("P", std::move(means));
    const auto found = fault_of([&] { survey.add(false, &mean); });
    return std::pair(found.code,
                     survey.design.pps ? survey.design.pps->mean_probability : std::vector<double>{});
  };
  CHECK(with({0.3, 0.3, 0.2, 0.2}).second == std::vector<double>{0.3, 0.2});
  CHECK(with({0.3, 0.2, 0.2, 0.2}).first == code::kPpsMeanVaries);
  CHECK(with({0.3, 0.3, 1.2, 1.2}).first == code::kPpsMeanVaries);
}

TEST_CASE("a matrix is read by its codes, whatever the order of rows and columns") {
  auto survey = joint_survey();
  const auto pairs = survey.read(table_of(matrix()));
  CHECK(pairs.start == std::vector<std::size_t>{0, 3, 5, 6, 6});
  CHECK(pairs.partner == std::vector<std::int32_t>{1, 2, 3, 2, 3, 3});
  // (pi_ij - pi_i pi_j) / pi_ij
  const std::vector<double> expected{(0.2 - 0.25) / 0.2, (0.2 - 0.2) / 0.2, (0.1 - 0.1) / 0.1,
                                     (0.2 - 0.2) / 0.2,  (0.1 - 0.1) / 0.1, (0.05 - 0.08) / 0.05};
  for (std::size_t k = 0; k < expected.size(); ++k)
    CHECK_THAT(pairs.value[k], Catch::Matchers::WithinAbs(expected[k], 1e-15));
}

TEST_CASE("what is wrong in a matrix is said with its row and column") {
  const auto fault = [](std::size_t which, std::size_t row, double value) {
    auto columns = matrix();
    auto numbers = columns[which].numbers();
    numbers[row] = value;
    columns[which] = column(columns[which].name(), numbers);
    auto survey = joint_survey();
    return fault_of([&] { static_cast<void>(survey.read(table_of(columns))); });
  };
  const auto asymmetric = fault(1, 1, 0.21);  // of PSUs 1 and 2, above the diagonal of the sample's order
  CHECK(asymmetric.code == code::kJointNotSymmetric);
  CHECK(argument(asymmetric, "row") == "2");
  CHECK(argument(asymmetric, "column") == "2");
  CHECK(argument(asymmetric, "other_row") == "4");
  CHECK(argument(asymmetric, "other_column") == "3");
  CHECK(fault(2, 1, 0.51).code == code::kJointDiagonal);
  const auto range = fault(1, 1, 0.6);
  CHECK(range.code == code::kJointRange);
  CHECK(argument(range, "row") == "2");
  CHECK(fault(1, 1, 0).code == code::kJointRange);
  CHECK(fault(1, 1, missing_value()).code == code::kJointRange);
  CHECK(fault(0, 0, 7).code == code::kJointColumnsNotNamed);
  CHECK(fault(0, 0, 1).code == code::kJointIdsRepeat);
  CHECK(fault(4, 2, 0.2).code == Code{});  // of a PSU that is not in the sample
}

TEST_CASE("a matrix must be square, of numbers, and hold every PSU of the sample") {
  const auto code_of = [](std::vector<Column> columns, std::vector<double> codes = {1, 2, 3, 4}) {
    Survey survey(std::move(codes), {0.5, 0.5, 0.4, 0.2}, PpsMethod::kJoint);
    return fault_of([&] { static_cast<void>(survey.read(table_of(std::move(columns)))); }).code;
  };
  auto wide = matrix();
  wide.push_back(column("10", {0.1, 0.1, 0.1, 0.1, 0.1}));
  CHECK(code_of(wide) == code::kJointForm);
  auto words = matrix();
  words[1] = texts("2", {"0.1", "0.2", "x", "0.5", "0.2"});
  CHECK(code_of(words) == code::kJointNotNumbers);
  CHECK(code_of(matrix(), {1, 2, 3, 5}) == code::kJointPsusAbsent);
  CHECK(code_of(matrix(), {1, 2, 1, 2}) == code::kJointCodesAmbiguous);
}

TEST_CASE("a list may leave out pairs of different strata and name the strata") {
  Survey survey({1, 2, 1, 2}, {0.5, 0.5, 0.4, 0.2}, PpsMethod::kJoint);
  const auto pairs = survey.read(table_of({column("h", {2, 1}), column("id1", {2, 1}), column("id2", {1, 2}),
                                           column("probability", {0.05, 0.2})}));
  CHECK(pairs.partner == std::vector<std::int32_t>{1, 3});
  CHECK(pairs.start == std::vector<std::size_t>{0, 1, 1, 2, 2});
  CHECK(pairs.own == std::vector<double>{1 - 0.5, 1 - 0.5, 1 - 0.4, 1 - 0.2});
}

TEST_CASE("what is wrong in a list is said") {
  const auto code_of = [](std::vector<double> first, std::vector<double> second, std::vector<double> values) {
    auto survey = joint_survey();
    const Table table = table_of({column("id1", std::move(first)), column("id2", std::move(second)),
                                  column("probability", std::move(values))});
    return fault_of([&] { static_cast<void>(survey.read(table)); }).code;
  };
  CHECK(code_of({1, 3, 1}, {2, 4, 3}, {0.2, 0.05, 0.2}) == Code{});
  CHECK(code_of({1, 3, 2}, {2, 4, 1}, {0.2, 0.05, 0.2}) == Code{});
  CHECK(code_of({1, 3, 2}, {2, 4, 1}, {0.2, 0.05, 0.21}) == code::kJointNotSymmetric);
  CHECK(code_of({1, 3, 1}, {2, 4, 1}, {0.2, 0.05, 0.4}) == code::kJointDiagonal);
  CHECK(code_of({1, 3}, {2, 4}, {0.2, 0.3}) == code::kJointRange);
  CHECK(code_of({1, 3}, {2, 2}, {0.2, 0.2}) == code::kJointPsusAbsent);
}

TEST_CASE("pairs of one stratum may not be left out of a list") {
  const Column psu = column("id", {1, 2, 3});
  const Column probability = column("p", {0.5, 0.5, 0.5});
  design::DesignSpec whole;
  whole.pps = design::PpsSpec{};
  whole.pps->method = PpsMethod::kJoint;
  auto design = design::build_design({3, {}, &psu, nullptr}, whole);
  design::add_inclusion_probabilities(design, {&probability, false, nullptr}, *whole.pps);
  const Table table =
      table_of({column("id1", {1, 2}), column("id2", {2, 3}), column("probability", {0.2, 0.2})});
  const auto fault = fault_of([&] {
    static_cast<void>(design::read_pair_weights(table, {{}, {}, &psu}, design, {"joint.csv", {}}));
  });
  CHECK(fault.code == code::kJointPairsAbsent);
  CHECK(argument(fault, "count") == "1");
}
