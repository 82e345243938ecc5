#include "engine/base/nearest.hpp"

#include <catch2/catch.hpp>

using sondeo::edit_distance;
using sondeo::nearest_names;
using Names = std::vector<std::string>;

TEST_CASE("a swap of neighbours is one edit, and case is none") {
  CHECK(edit_distance("regoin", "region") == 1);
  CHECK(edit_distance("FAC_MUJ", "fac_muj") == 0);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("kitten", "sitting") == 3);
}

TEST_CASE("the nearest names come best first, three at most") {
  const Names names{"region", "regions", "religion", "reg", "edad", "regio"};
  CHECK(nearest_names("regoin", names) == Names{"region", "regions", "regio"});
  CHECK(nearest_names("region", names) == Names{"region", "regions", "regio"});
  CHECK(nearest_names("edda", names) == Names{"edad"});
}

TEST_CASE("a name that begins like the wanted one is proposed, an unlike one is not") {
  const Names names{"FAC_MUJ", "FAC_VIV", "UPM"};
  CHECK(nearest_names("FAC_MUJER", names) == Names{"FAC_MUJ"});
  CHECK(nearest_names("salario", names).empty());
}

TEST_CASE("short names allow one edit only") {
  const Names names{"ab", "xy"};
  CHECK(nearest_names("ax", names) == Names{"ab"});
  CHECK(nearest_names("qq", names).empty());
}
