#include <string>

#include <catch2/catch.hpp>

#include "engine/design/codes.hpp"
#include "engine/spec/codes.hpp"
#include "program/run/study_file.hpp"
#include "tests/unit/spec/fault.hpp"

using sondeo::Code;
namespace code = sondeo::code;
using sondeo::spec::Document;
using sondeo::test::fault_of;

namespace {

const std::string kOneTable = "[study]\nid = \"s\"\n[data.woman]\nfile = \"w.sav\"\n";

sondeo::run::Study study_of(const std::string& text) {
  return sondeo::run::parse_study(Document::parse(text, "s.toml"));
}

Code fault(const std::string& lines) {
  return fault_of([&] { study_of(kOneTable + lines); }).code;
}

}  // namespace

TEST_CASE("replicate weights and replicates to make are read with all that says how", "[run]") {
  const auto given = study_of(kOneTable +
                              "[design.replicates]\ncolumns = \"B*\"\nmethod = \"fay\"\nrho = 0.5\n"
                              "scale = 2\nrscales = [1, 0.5]\nmse = false\ndf = 7\ncombined = false\n");
  REQUIRE(given.design.replicates);
  const auto& spec = *given.design.replicates;
  CHECK(spec.columns.front().text == "B*");
  CHECK(spec.method == sondeo::design::ReplicateMethod::kFay);
  CHECK(spec.rho == 0.5);
  CHECK(spec.scale == 2.0);
  CHECK(spec.rscales == std::vector<double>{1, 0.5});
  CHECK(spec.mse == false);
  CHECK(spec.df == 7.0);
  CHECK_FALSE(spec.combined);
  const auto made = study_of(kOneTable + "[estimate]\nvariance = \"bootstrap:500\"\nseed = 9\n");
  REQUIRE(made.estimate.replicates);
  CHECK(made.estimate.replicates->method == sondeo::design::MakingMethod::kBootstrap);
  CHECK(made.estimate.replicates->count == 500);
  CHECK(made.estimate.replicates->seed == 9);
}

TEST_CASE("what replicate weights must say is asked for", "[run][message]") {
  const std::string columns = "[design.replicates]\ncolumns = \"B*\"\n";
  CHECK(fault(columns) == code::kSpecMissingKey);
  CHECK(fault(columns + "method = \"fay\"\n") == code::kSpecMissingKey);
  CHECK(fault(columns + "method = \"fay\"\nrho = 1\n") == code::kReplicateRho);
  CHECK(fault(columns + "method = \"brr\"\nrho = 0.5\n") == code::kSpecUnknownKey);
  CHECK(fault(columns + "method = \"bbr\"\n") == code::kSpecUnknownWord);
  CHECK(fault("[design.replicates]\nmethod = \"brr\"\n") == code::kSpecMissingKey);
  CHECK(fault("[estimate]\nvariance = \"bootstrap\"\n") == code::kReplicateCount);
  CHECK(fault("[estimate]\nvariance = \"fay\"\n") == code::kReplicateRho);
  CHECK(fault("[estimate]\nvariance = \"jkn\"\nseed = 1\n") == code::kReplicateSeedUnused);
}
