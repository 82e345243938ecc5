// SPSS's CSPLAN ANALYSIS, as IBM describes its syntax.
#include "program/run/csplan.hpp"

#include <catch2/catch.hpp>

#include "program/run/codes.hpp"

using namespace sondeo;  // NOLINT(google-build-using-namespace)
using run::parse_csplan;

namespace {

Diagnostic fault_of(const std::string& text) {
  Diagnostics findings;
  try {
    static_cast<void>(parse_csplan(text, "a.sps", findings));
  } catch (const Error& error) {
    return error.diagnostic();
  }
  return {};
}

}  // namespace

TEST_CASE("a plan's stages keep their strata, clusters and sizes whatever the case and the lines") {
  Diagnostics findings;
  const auto plan = parse_csplan(
      "* a plan.\nCsPlan Analysis\n/planvars analysisweight = w /* the weight\n"
      "/design stagelabel=\"CLUSTER=x\" strata=a b cluster='c d'\n/estimator type=equal_wor\n"
      "/popsize variable=n\n/Design Cluster=e /Estimator Type=WR.\nCSPLAN VIEW /PLAN FILE='p'.\n",
      "a.sps", findings);
  CHECK(findings.empty());
  CHECK(plan.weight.text == "w");
  CHECK(plan.weight.place.line == 3);
  REQUIRE(plan.stages.size() == 2);
  REQUIRE(plan.stages[0].strata.size() == 2);
  CHECK(plan.stages[0].strata[1].text == "b");
  CHECK(plan.stages[0].cluster->text == "c d");
  CHECK(plan.stages[0].population->text == "n");
  CHECK_FALSE(plan.stages[0].with_replacement);
  CHECK(plan.stages[1].with_replacement);
}

TEST_CASE("a command ends at a period or a blank line, and of several the first is taken") {
  Diagnostics findings;
  const std::string one = "CSPLAN ANALYSIS /PLANVARS ANALYSISWEIGHT=w1 /ESTIMATOR TYPE=WR";
  const std::string two = "CSPLAN ANALYSIS /PLANVARS ANALYSISWEIGHT=w2 /ESTIMATOR TYPE=WR.";
  CHECK(parse_csplan(one + "\n\n" + two, "a.sps", findings).weight.text == "w1");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].code == code::kCsplanSeveral);
}

TEST_CASE("what a study cannot say is refused with its place") {
  const std::string begin = "CSPLAN ANALYSIS\n/PLANVARS ANALYSISWEIGHT=w\n/DESIGN CLUSTER=c\n";
  const auto unequal = fault_of(begin + "/ESTIMATOR TYPE=UNEQUAL_WOR.");
  CHECK(unequal.code == code::kCsplanUnequal);
  CHECK(unequal.place->line == 4);
  CHECK(fault_of(begin + "/ESTIMATOR TYPE=EQUAL_WOR.").code == code::kCsplanSyntax);
  CHECK(fault_of(begin + "/ESTIMATOR TYPE=EQUAL_WOR /POPSIZE MATRIX=c; 1 3.").code ==
        code::kCsplanUnsupported);
  CHECK(fault_of("").code == code::kCsplanNone);
  CHECK(fault_of("CSPLAN ANALYSIS.").code == code::kCsplanSyntax);
  CHECK(fault_of("CSPLAN ANALYSIS /").code == code::kCsplanSyntax);
}
