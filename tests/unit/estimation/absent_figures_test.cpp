// Every absent figure has a note, and no figure is infinite.
#include "engine/estimation/absent_figures.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

using sondeo::estimation::Estimate;
using sondeo::estimation::explain_absent_figures;
using sondeo::estimation::kAbsent;

namespace {

Estimate whole_row() {
  Estimate row;
  row.measure = "mean";
  row.estimate = 4;
  row.se = 1;
  row.cv = 0.25;
  row.ci_low = 2;
  row.ci_high = 6;
  row.df = 3;
  row.deff = 1;
  return row;
}

std::vector<std::string> notes_of(Estimate row) {
  explain_absent_figures(row);
  return row.notes;
}

using Notes = std::vector<std::string>;

}  // namespace

TEST_CASE("a row that lacks nothing gets no note") { CHECK(notes_of(whole_row()).empty()); }

TEST_CASE("an infinite figure becomes absent with a note, an infinite df does not") {
  Estimate row = whole_row();
  row.ci_high = std::numeric_limits<double>::infinity();
  row.df = std::numeric_limits<double>::infinity();
  explain_absent_figures(row);
  CHECK(std::isnan(row.ci_high));
  CHECK(std::isinf(row.df));
  CHECK(row.notes == Notes{"out_of_range"});
}

TEST_CASE("an estimate of 0 has no cv, an error of 0 no effective size, and the notes say so") {
  Estimate zero = whole_row();
  zero.estimate = 0;
  zero.cv = kAbsent;
  CHECK(notes_of(zero) == Notes{"estimate_zero"});
  Estimate certain = whole_row();
  certain.se = 0;
  certain.deff = 0;
  certain.n_eff = std::numeric_limits<double>::infinity();
  explain_absent_figures(certain);
  CHECK(certain.notes == Notes{"se_zero"});
  CHECK(std::isnan(certain.n_eff));
}

TEST_CASE("values that do not vary have no deff; a quantile never has one") {
  Estimate constant = whole_row();
  constant.deff = kAbsent;
  CHECK(notes_of(constant) == Notes{"no_variation"});
  constant.measure = "quantile";
  CHECK(notes_of(constant).empty());
}

TEST_CASE("what the estimator has explained is not explained again") {
  Estimate empty;
  empty.measure = "mean";
  empty.notes = {"empty_domain"};
  CHECK(notes_of(empty) == Notes{"empty_domain"});
  Estimate none = whole_row();
  none.estimate = 0;
  none.deff = kAbsent;
  none.notes = {"p_zero", "deff_used=1"};
  CHECK(notes_of(none) == Notes{"p_zero", "deff_used=1"});
}
