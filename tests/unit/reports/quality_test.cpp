#include "reports/quality.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/base/diagnostic.hpp"
#include "engine/expression/codes.hpp"
#include "engine/spec/codes.hpp"
#include "reports/codes.hpp"
#include "reports/words.hpp"

using sondeo::Code;
namespace code = sondeo::code;
using sondeo::Error;
using sondeo::Written;
using sondeo::estimation::Estimate;
using sondeo::estimation::EstimateTable;
using sondeo::reports::label_quality;
using sondeo::reports::quality_scheme;
using sondeo::reports::quality_scheme_ids;
using sondeo::reports::QualityScheme;
using sondeo::reports::QualitySpec;

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// A proportion that every scheme takes for good; tests change what they are about.
Estimate good_proportion() {
  Estimate row;
  row.indicator = "victim";
  row.measure = "proportion";
  row.unit = "fraction";
  row.cell = {"1"};
  row.cell_labels = {"North"};
  row.estimate = 0.3;
  row.se = 0.01;
  row.cv = row.se / row.estimate;
  row.df = 100;
  row.deff = 1.5;
  row.n = 3150;
  row.n_events = 945;
  row.n_victims = 945;
  row.n_psu = 130;
  return row;
}

Estimate good_mean() {
  Estimate row = good_proportion();
  row.measure = "mean";
  row.estimate = 50;
  row.se = 2.5;
  row.cv = 0.05;
  return row;
}

Estimate good_total() {
  Estimate row = good_mean();
  row.measure = "total";
  row.unit = "count";
  return row;
}

Estimate proportion_of(double p, double se, double n) {
  Estimate row = good_proportion();
  row.estimate = p;
  row.se = se;
  row.cv = p == 0.0 ? kNone : se / p;
  row.n = n;
  row.n_events = std::round(p * n);
  if (p == 0.0 || p == 1.0) row.deff = kNone;
  return row;
}

struct Labelled {
  std::string label;
  std::string reason;
};

Labelled labelled(const std::string& scheme, const Estimate& row, bool known = false) {
  EstimateTable table;
  table.disaggregations = {{"region", "Region"}};
  table.rows = {row};
  QualitySpec spec;
  if (known) spec.known_domains = {{Written{"region", {}}}};
  label_quality(quality_scheme({scheme, {}}), spec, "en", table);
  const auto& notes = table.rows.front().notes;
  return {table.rows.front().quality, notes.empty() ? "" : notes.get().back()};
}

std::string label(const std::string& scheme, const Estimate& row, bool known = false) {
  return labelled(scheme, row, known).label;
}

template <typename Change>
Estimate with(Estimate row, Change change) {
  change(row);
  return row;
}

Estimate with_cv(double cv) {
  return with(good_mean(), [cv](Estimate& row) {
    row.cv = cv;
    row.se = cv * row.estimate;
  });
}

}  // namespace

TEST_CASE("every scheme gives a good figure its best label, and no reason") {
  const std::vector<std::pair<std::string, std::string>> best = {{"cepal-2023", "reliable"},
                                                                 {"cepal-2020", "publish"},
                                                                 {"ine-chile-2020", "reliable"},
                                                                 {"ine-chile-economic", "reliable"},
                                                                 {"inegi", "high"},
                                                                 {"nchs-proportions", "show"},
                                                                 {"dhs", "shown"},
                                                                 {"statcan", "unrestricted"}};
  for (const auto& [scheme, expected] : best) {
    INFO(scheme);
    const auto given = labelled(scheme, good_proportion());
    CHECK(given.label == expected);
    CHECK(given.reason.empty());
  }
  CHECK(label("nchs-counts", good_total()) == "show");
}

TEST_CASE("every scheme gives every figure exactly one of its labels, however odd the figure") {
  std::vector<Estimate> odd = {good_proportion(),        good_mean(), good_total(), proportion_of(0, 0, 500),
                               proportion_of(1, 0, 500), Estimate{}};
  for (const double df : {-3.0, 0.0, kNone, std::numeric_limits<double>::infinity()}) {
    odd.push_back(with(good_proportion(), [df](Estimate& row) { row.df = df; }));
    odd.push_back(with(good_total(), [df](Estimate& row) { row.df = df; }));
  }
  odd.push_back(with(good_mean(), [](Estimate& row) { row.se = row.cv = row.deff = 0; }));
  odd.push_back(with(good_proportion(), [](Estimate& row) { row.se = row.cv = row.deff = 0; }));
  odd.push_back(with(good_mean(), [](Estimate& row) { row.estimate = 0, row.cv = kNone; }));
  odd.push_back(with(good_proportion(), [](Estimate& row) { row.n = 1; }));
  odd.push_back(with(good_mean(), [](Estimate& row) { row.measure = "difference"; }));
  for (const auto& id : quality_scheme_ids()) {
    const QualityScheme scheme = quality_scheme({id, {}});
    for (const auto& row : odd) {
      INFO(id << " " << row.measure.get() << " " << row.estimate);
      const std::string given = label(id, row);
      if (given != "not_applicable") CHECK_NOTHROW(scheme.label(given));
      CHECK_FALSE(given.empty());
    }
  }
}

TEST_CASE("a difference, and a measure that a scheme is not about, have no quality") {
  const auto difference = with(good_mean(), [](Estimate& row) { row.measure = "difference"; });
  CHECK(label("cepal-2023", difference) == "not_applicable");
  CHECK(labelled("nchs-proportions", good_mean()).reason == "quality_measure");
  CHECK(label("nchs-counts", good_proportion()) == "not_applicable");
}

TEST_CASE("a figure that lacks what a rule asks for is never good") {
  const auto lacking = labelled("cepal-2023", with(good_mean(), [](Estimate& row) { row.cv = kNone; }));
  CHECK(lacking.label == "non_reliable");
  CHECK(lacking.reason == "quality_undecided");
  const auto empty = labelled("dhs", with(good_mean(), [](Estimate& row) { row.estimate = kNone; }));
  CHECK(empty.label == "suppressed");
  CHECK(empty.reason == "quality_no_estimate");
}

TEST_CASE("CEPAL 2023 at, below and above its thresholds") {
  const auto cases = [](double k) {
    return with(good_proportion(), [k](Estimate& row) { row.n_events = k; });
  };
  CHECK(label("cepal-2023", cases(29)) == "non_reliable");
  CHECK(label("cepal-2023", cases(30)) == "weakly_reliable");
  CHECK(label("cepal-2023", cases(49)) == "weakly_reliable");
  CHECK(label("cepal-2023", cases(50)) == "reliable");
  const auto df = [](double value) { return with(good_mean(), [value](Estimate& row) { row.df = value; }); };
  CHECK(labelled("cepal-2023", df(8)).reason == "quality_df");
  CHECK(label("cepal-2023", df(9)) == "reliable");
  CHECK(label("cepal-2023", df(0)) == "non_reliable");
  const auto ess = [](double value) {
    return with(good_mean(), [value](Estimate& row) { row.deff = 1, row.n = value; });
  };
  CHECK(labelled("cepal-2023", ess(59)).reason == "quality_ess");
  CHECK(label("cepal-2023", ess(60)) == "reliable");
  const auto deff = with(good_mean(), [](Estimate& row) { row.deff = 0.99, row.n = 100; });
  CHECK(labelled("cepal-2023", deff).reason == "quality_deff");
  CHECK(label("cepal-2023", deff, true) == "reliable");
  CHECK(label("cepal-2023", with(deff, [](Estimate& row) { row.n = 99; }), true) == "non_reliable");
  CHECK(label("cepal-2023", with(deff, [](Estimate& row) { row.cell = {""}; })) == "reliable");
  CHECK(label("cepal-2023", with_cv(0.20)) == "reliable");
  CHECK(label("cepal-2023", with_cv(0.2001)) == "weakly_reliable");
  CHECK(label("cepal-2023", with_cv(0.30)) == "weakly_reliable");
  CHECK(label("cepal-2023", with_cv(0.3001)) == "non_reliable");
  CHECK(label("cepal-2023", with(with_cv(0.10), [](Estimate& row) { row.n = 49, row.deff = 0.5; }), true) ==
        "non_reliable");  // n < 100
}

TEST_CASE("CEPAL 2023 takes the logarithmic CV of proportions, mirrored above one half") {
  // cv / -ln p <= 0.175 with p = 0.3: cv <= 0.2107
  const auto low = [](double cv) { return proportion_of(0.3, 0.3 * cv, 600); };
  CHECK(label("cepal-2023", low(0.2106)) == "reliable");
  CHECK(label("cepal-2023", low(0.2108)) == "non_reliable");
  // cv / -ln(1 - p) with p = 0.6: cv <= 0.16035
  const auto high = [](double cv) { return proportion_of(0.6, 0.6 * cv, 600); };
  CHECK(label("cepal-2023", high(0.1603)) == "reliable");
  CHECK(label("cepal-2023", high(0.1604)) == "weakly_reliable");
  const auto percent =
      with(low(0.2106), [](Estimate& row) { row.unit = "percent", row.estimate *= 100, row.se *= 100; });
  CHECK(label("cepal-2023", percent) == "reliable");
  CHECK(labelled("cepal-2023", proportion_of(0, 0, 600)).reason == "quality_cases");
  CHECK(label("cepal-2023", proportion_of(1, 0, 600)) == "weakly_reliable");
}

TEST_CASE("a median and a count of everyone, which have no deff, stand on their cases") {
  const auto without_deff = [](Estimate row, double n) {
    return with(std::move(row), [n](Estimate& each) { each.deff = kNone, each.n = n, each.n_events = n; });
  };
  Estimate median = good_mean();
  median.measure = "quantile";
  for (const auto& row : {median, good_total()}) {
    INFO(row.measure.get());
    CHECK(label("cepal-2023", without_deff(row, 60)) == "reliable");
    CHECK(labelled("cepal-2023", without_deff(row, 59)).reason == "quality_ess");
    CHECK(label("cepal-2020", without_deff(row, 140)) == "publish");
    CHECK(labelled("cepal-2020", without_deff(row, 139)).reason == "quality_ess");
  }
  CHECK(label("nchs-counts", without_deff(good_total(), 10)) == "show");
  CHECK(labelled("nchs-counts", without_deff(good_total(), 9)).reason == "quality_n_eff");
}

TEST_CASE("what calibration fixes has its label whether its SE is 0 or what rounding leaves") {
  const auto fixed = [](double se, double deff) {
    return with(good_total(), [se, deff](Estimate& row) {
      row.estimate = 72000, row.se = se, row.cv = se / row.estimate, row.deff = deff;
    });
  };
  for (const auto& row : {fixed(0, kNone), fixed(0, 0), fixed(1e-11, 1e-28)}) {
    INFO(row.se << " " << row.deff);
    CHECK(label("cepal-2023", row) == "reliable");
    CHECK(label("cepal-2020", row) == "publish");
    CHECK(label("ine-chile-2020", row) == "reliable");
    CHECK(label("ine-chile-economic", row) == "reliable");
    CHECK(label("inegi", row) == "high");
    CHECK(label("nchs-counts", row) == "show");
    CHECK(label("statcan", row) == "unrestricted");
  }
  const auto few = with(fixed(0, kNone), [](Estimate& row) { row.n_events = 29; });
  CHECK(labelled("cepal-2023", few).reason == "quality_cases");  // every branch of the tree asks for 30
  const auto constant = with(good_mean(), [](Estimate& row) { row.se = 1e-15, row.cv = 2e-17; });
  CHECK(label("ine-chile-2020", constant) == "weakly_reliable");
}

TEST_CASE("CEPAL 2020 at its thresholds") {
  CHECK(label("cepal-2020", with(good_mean(), [](Estimate& row) { row.n = 99, row.deff = 0.5; })) ==
        "suppress");
  CHECK(label("cepal-2020", with(good_mean(), [](Estimate& row) { row.n = 140, row.deff = 1; })) ==
        "publish");
  CHECK(label("cepal-2020", with(good_mean(), [](Estimate& row) { row.n = 139, row.deff = 1; })) ==
        "suppress");
  CHECK(label("cepal-2020", with(good_proportion(), [](Estimate& row) { row.n_events = 49; })) == "suppress");
  CHECK(label("cepal-2020", with(good_mean(), [](Estimate& row) { row.df = 8; })) == "review");
  CHECK(label("cepal-2020", with_cv(0.1999)) == "publish");
  CHECK(label("cepal-2020", with_cv(0.20)) == "review");
  CHECK(label("cepal-2020", proportion_of(0.3, 0.0633, 3000)) == "suppress");
}

TEST_CASE("INE Chile: 60 cases, 9 degrees of freedom, CV or the SE of a proportion") {
  const auto n = [](double value) { return with(good_mean(), [value](Estimate& row) { row.n = value; }); };
  CHECK(label("ine-chile-2020", n(59)) == "non_reliable");
  CHECK(label("ine-chile-2020", n(60)) == "reliable");
  CHECK(label("ine-chile-economic", n(29)) == "non_reliable");
  CHECK(label("ine-chile-economic", n(30)) == "reliable");
  CHECK(label("ine-chile-2020", with_cv(0.15)) == "reliable");
  CHECK(label("ine-chile-2020", with_cv(0.1501)) == "weakly_reliable");
  CHECK(label("ine-chile-2020", with_cv(0.3001)) == "non_reliable");
  CHECK(label("ine-chile-2020", with_cv(0)) == "weakly_reliable");
  CHECK(label("ine-chile-economic", with_cv(0.20)) == "reliable");
  CHECK(label("ine-chile-economic", with_cv(0)) == "weakly_reliable");
  CHECK(labelled("ine-chile-economic", proportion_of(1, 0, 600)).reason == "quality_cv_zero");
  // 0.27^(2/3) / 9 = 0.046416
  CHECK(label("ine-chile-2020", proportion_of(0.27, 0.0464, 600)) == "reliable");
  CHECK(label("ine-chile-2020", proportion_of(0.27, 0.0465, 600)) == "weakly_reliable");
  CHECK(label("ine-chile-2020", proportion_of(0.73, 0.0464, 600)) == "reliable");
  CHECK(labelled("ine-chile-2020", proportion_of(0, 0, 600)).reason == "quality_extreme");
  CHECK(label("ine-chile-2020", proportion_of(1, 0, 59)) == "non_reliable");
}

TEST_CASE("INE Chile: a table is worth publishing when half of its figures are reliable") {
  EstimateTable table;
  table.disaggregations = {{"region", "Region"}};
  const Estimate good = good_mean();
  const Estimate bad = with_cv(0.5);
  table.rows = {with(good, [](Estimate& row) { row.cell = {""}; }), good, bad};
  CHECK(label_quality(quality_scheme({"ine-chile-2020", {}}), {}, "en", table).thin_tables.empty());
  table.rows.push_back(bad);
  const auto thin = label_quality(quality_scheme({"ine-chile-2020", {}}), {}, "en", table);
  REQUIRE(thin.thin_tables.size() == 1);
  CHECK(thin.thin_tables.front().cross == "region");
  CHECK(thin.thin_tables.front().good == 1);
  CHECK(thin.thin_tables.front().figures == 3);
  CHECK(thin.unpublishable == 2);
}

TEST_CASE("INEGI and Statistics Canada: bands of the CV") {
  CHECK(label("inegi", with_cv(0.1499)) == "high");
  CHECK(label("inegi", with_cv(0.15)) == "moderate");
  CHECK(label("inegi", with_cv(0.2999)) == "moderate");
  CHECK(label("inegi", with_cv(0.30)) == "low");
  CHECK(label("statcan", with_cv(0.165)) == "unrestricted");
  CHECK(label("statcan", with_cv(0.166)) == "caution");
  CHECK(label("statcan", with_cv(0.333)) == "caution");
  CHECK(label("statcan", with_cv(0.334)) == "unreliable");
  CHECK(label("statcan", with(good_mean(), [](Estimate& row) { row.n = 9; })) == "unreliable");
}

TEST_CASE("DHS: unweighted cases of the base") {
  const auto n = [](double value) {
    return with(good_proportion(), [value](Estimate& row) { row.n = value; });
  };
  CHECK(label("dhs", n(24)) == "suppressed");
  CHECK(label("dhs", n(25)) == "parentheses");
  CHECK(label("dhs", n(49)) == "parentheses");
  CHECK(label("dhs", n(50)) == "shown");
}

TEST_CASE("NCHS proportions: effective cases, width and relative width of Korn and Graubard's interval") {
  CHECK(labelled("nchs-proportions", proportion_of(0.5, 0.0914, 400)).reason == "quality_n_eff");  // 29.9
  CHECK(labelled("nchs-proportions", proportion_of(0.5, 0.08, 400)).reason == "quality_width");
  CHECK(label("nchs-proportions", proportion_of(0.5, 0.05, 400)) == "show");
  CHECK(labelled("nchs-proportions", proportion_of(0.05, 0.02, 300)).reason == "quality_relative_width");
  CHECK(label("nchs-proportions", proportion_of(0.95, 0.02, 300)) == "show_complement_unreliable");
  CHECK(label("nchs-proportions", proportion_of(0.01, 0.002, 5000)) == "show");  // narrow
  const auto few = with(good_proportion(), [](Estimate& row) { row.n_events = 4; });
  CHECK(labelled("nchs-proportions", few).reason == "quality_confidential");
  const auto rest = with(good_proportion(), [](Estimate& row) { row.n_events = row.n - 1; });
  CHECK(labelled("nchs-proportions", rest).reason == "quality_confidential");
  CHECK(label("nchs-proportions", with(good_proportion(), [](Estimate& row) { row.df = 7; })) == "review");
  CHECK(label("nchs-proportions", with(good_proportion(), [](Estimate& row) { row.df = 0; })) == "suppress");
  CHECK(label("nchs-proportions", proportion_of(0, 0, 500)) == "review");
  CHECK(label("nchs-proportions", proportion_of(1, 0, 500)) == "review");
  CHECK(label("nchs-proportions", proportion_of(0, 0, 29)) == "suppress");
}

TEST_CASE("NCHS counts: effective cases and the width of the log interval") {
  CHECK(label("nchs-counts", with(good_total(), [](Estimate& row) { row.deff = row.n / 9.9; })) ==
        "suppress");
  CHECK(label("nchs-counts", with(good_total(), [](Estimate& row) { row.deff = row.n / 10; })) == "show");
  // exp(1.984 cv) - exp(-1.984 cv) = 1.6 at cv = 0.3692
  const auto cv = [](double value) { return with(good_total(), [value](Estimate& row) { row.cv = value; }); };
  CHECK(label("nchs-counts", cv(0.369)) == "show");
  CHECK(label("nchs-counts", cv(0.370)) == "suppress");
  CHECK(label("nchs-counts", with(good_total(), [](Estimate& row) { row.df = 7; })) == "review");
}

TEST_CASE("a scheme of one's own is read, and its faults are found") {
  const auto read = [](const std::string& text) {
    return sondeo::reports::read_quality_scheme(sondeo::spec::Document::parse(text, "own.toml"));
  };
  const std::string start =
      "id = \"own\"\nundecided = \"no\"\n[[label]]\nid = \"yes\"\n[[label]]\nid = \"no\"\npublish = false\n";
  CHECK(read(start + "[[rule]]\nwhen = \"n >= 30\"\nlabel = \"yes\"\n").rules.size() == 1);
  const auto code_of = [&read](const std::string& text) {
    try {
      static_cast<void>(read(text));
    } catch (const Error& error) {
      return error.diagnostic().code;
    }
    return Code{};
  };
  CHECK(code_of(start + "[[rule]]\nlabel = \"yess\"\n") == code::kQualityUnknownLabel);
  CHECK(code_of(start + "[[rule]]\nwhen = \"n_case >= 30\"\nlabel = \"yes\"\n") == code::kUnknownVariable);
  CHECK(code_of(start + "[[rule]]\nwhen = \"n + 30\"\nlabel = \"yes\"\n") == code::kQualityNotACondition);
  CHECK(code_of(start + "[[rule]]\nmeasures = [\"means\"]\nlabel = \"yes\"\n") ==
        code::kQualityUnknownMeasure);
  CHECK(code_of(start) == code::kSpecMissingSection);
}

TEST_CASE("the labels of the schemes that come with sondeo speak every language of published tables") {
  for (const char* id : {"cepal-2020", "cepal-2023", "dhs", "ine-chile-2020", "ine-chile-economic", "inegi",
                         "nchs-counts", "nchs-proportions", "statcan"}) {
    const auto scheme = quality_scheme({id, {}});
    for (const auto& language : sondeo::reports::word_languages()) {
      INFO(id << " " << language);
      CHECK(scheme.title.contains(language));
      for (const auto& label : scheme.labels) CHECK(label.title.contains(language));
    }
  }
  CHECK(sondeo::reports::quality_legend(quality_scheme({"cepal-2023", {}}), "fr").labels.front().title ==
        "fiable");
}
