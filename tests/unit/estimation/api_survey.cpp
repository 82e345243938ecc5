#include "api_survey.hpp"

#include <charconv>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace sondeo::test {

namespace {

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> fields;
  std::stringstream stream(line);
  for (std::string field; std::getline(stream, field, ',');) fields.push_back(field);
  if (!line.empty() && line.back() == ',') fields.emplace_back();
  return fields;
}

double number(const std::string& text) {
  if (text.empty()) return missing_value();
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::ifstream open_reference(const std::string& file) {
  const std::string path = std::string(SONDEO_SOURCE_DIR) + "/tests/reference/api/" + file;
  std::ifstream stream(path);
  if (!stream) throw std::runtime_error("cannot open " + path);
  return stream;
}

}  // namespace

Table read_numbers(const std::string& file) {
  std::ifstream stream = open_reference(file);
  std::string line;
  std::getline(stream, line);
  const std::vector<std::string> names = split(line);
  std::vector<std::vector<double>> columns(names.size());
  while (std::getline(stream, line)) {
    const auto fields = split(line);
    for (std::size_t k = 0; k < names.size(); ++k) columns[k].push_back(number(fields.at(k)));
  }
  Table table;
  for (std::size_t k = 0; k < names.size(); ++k) {
    Variable variable;
    variable.name = names[k];
    table.add(Column::of_numbers(variable, columns[k]));
  }
  return table;
}

std::vector<std::vector<std::string>> reference_lines(const std::string& file) {
  std::ifstream stream = open_reference(file);
  std::vector<std::vector<std::string>> lines;
  std::string line;
  std::getline(stream, line);
  while (std::getline(stream, line)) lines.push_back(split(line));
  return lines;
}

std::map<std::string, Expected> expected_figures() {
  std::map<std::string, Expected> figures;
  for (const auto& fields : reference_lines("expected.csv")) {
    figures[fields.at(0)] = {number(fields.at(1)), number(fields.at(2)), number(fields.at(3)),
                             number(fields.at(4)), number(fields.at(5))};
  }
  return figures;
}

ApiSurvey::ApiSurvey(const std::string& file, const std::optional<std::string>& strata,
                     const std::optional<std::string>& psu, const std::optional<std::string>& fpc,
                     design::LonelyPsu lonely)
    : table_(read_numbers(file)) {
  for (const auto& column : table_.columns()) {
    numbers_[column.name()] = column.numbers();
    const Column* const one[] = {&column};
    groupings_[column.name()] = group_rows(one);
    auto& answers = answers_[column.name()];
    for (const double value : numbers_[column.name()]) {
      answers.push_back(value == 1.0 ? std::int8_t{1} : value == 0.0 ? std::int8_t{0} : std::int8_t{-1});
    }
  }
  design::DesignColumns columns;
  columns.rows = table_.rows();
  if (strata) columns.strata.push_back(table_.find(*strata));
  if (psu) columns.psu = table_.find(*psu);
  if (fpc) columns.fpc = table_.find(*fpc);
  design::DesignSpec spec;
  spec.lonely_psu = lonely;
  design_ = design::build_design(columns, spec);
  order_ = design::order_by_psu(design_.psu_of_row, design_.psu_count());
}

estimation::Target ApiSurvey::target(estimation::Measure measure, const std::string& y,
                                     const std::string& x) const {
  estimation::Target target;
  target.indicator = y;
  target.measure = measure;
  target.variate.weight = numbers_.at("pw");
  if (measure == estimation::Measure::kProportion) {
    target.variate.y = moments::Answers{answers_.at(y)};
  } else {
    target.variate.y = moments::Numbers{numbers_.at(y)};
  }
  if (!x.empty()) target.variate.x = numbers_.at(x);
  return target;
}

std::vector<estimation::Breakdown> ApiSurvey::breakdowns(const std::string& by) const {
  std::vector<estimation::Breakdown> breakdowns{{{}, {{}, 1}, {{}}, {{}}}};
  if (by.empty()) return breakdowns;
  const Grouping& grouping = groupings_.at(by);
  estimation::Breakdown breakdown;
  breakdown.columns = {0};
  breakdown.cells = {grouping.group_of_row, static_cast<std::int32_t>(grouping.count())};
  for (const auto& key : grouping.keys) {
    breakdown.codes.push_back({code_text(key[0])});
    breakdown.labels.push_back({""});
  }
  breakdowns.push_back(breakdown);
  return breakdowns;
}

std::vector<estimation::Estimate> ApiSurvey::estimate(const estimation::Target& target, const std::string& by,
                                                      const estimation::EstimateSpec& spec,
                                                      unsigned threads) const {
  return estimation::estimate_targets({design_, order_, by.empty() ? std::size_t{0} : std::size_t{1}},
                                      {&target, 1}, breakdowns(by), spec, threads);
}

}  // namespace sondeo::test
