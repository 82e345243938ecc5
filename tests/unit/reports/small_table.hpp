#pragma once

#include "engine/estimation/estimate_table.hpp"

namespace sondeo::reports {

/// A share by area: the total and two cells, one of them empty.
inline estimation::EstimateTable small_table() {
  estimation::EstimateTable table;
  table.study = "demo";
  table.period = "2021";
  table.disaggregations = {{"area", "Area of residence"}};
  table.design.facts = {{"strata", "E"}, {"psu", "U"}};
  table.provenance = {{"sondeo", "0.1.0"}};
  estimation::Estimate total;
  total.indicator = "victim";
  total.indicator_label = "Victims of violence";
  total.measure = "proportion";
  total.unit = "fraction";
  total.cell = {""};
  total.cell_labels = {""};
  total.estimate = 0.1;
  total.se = 0.0086;
  total.cv = 0.086;
  total.ci_low = 1.0 / 12.0;
  total.ci_high = 0.12;
  total.interval = "logit";
  total.df = 209;
  total.n = 1237;
  total.weight_sum = 11682055.65814;
  estimation::Estimate urban = total;
  urban.cell = {"1"};
  urban.cell_labels = {"Urbana, \"capital\""};
  estimation::Estimate rural;
  rural.indicator = total.indicator;
  rural.measure = total.measure;
  rural.unit = total.unit;
  rural.cell = {"2"};
  rural.cell_labels = {"=1+1"};
  rural.n = 0;
  rural.notes = {"empty_domain", "df_strata"};
  table.rows = {total, urban, rural};
  return table;
}

/// `small_table` with two tests: of the whole table, and inside a cell where there is nothing to test.
inline estimation::EstimateTable table_with_tests() {
  estimation::EstimateTable table = small_table();
  estimation::TestResult whole;
  whole.test = "crosstab-f";
  whole.variables = "victim,area";
  whole.statistic.assign(1, 'F');  // g++ 12 takes = "F" for an overflow (GCC bug 105651)
  whole.value = 5.25;
  whole.df1 = 1.5;
  whole.df2 = 21;
  whole.p = 0.02174746;
  whole.cell = {""};
  whole.cell_labels = {""};
  estimation::TestResult rural;
  rural.test = whole.test;
  rural.variables = whole.variables;
  rural.statistic = whole.statistic;
  rural.cell = {"2"};
  rural.cell_labels = {"Rural"};
  rural.notes = {"one_category"};
  table.tests = {whole, rural};
  return table;
}

}  // namespace sondeo::reports
