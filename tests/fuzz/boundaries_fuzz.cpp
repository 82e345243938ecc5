// Reads bytes as the boundaries of a map, GeoJSON or TopoJSON. Any bytes end in areas whose JSON is
// well-formed, or in an Error that is the user's to mend.
#include <nlohmann/json.hpp>

#include "memory_file.hpp"
#include "reports/html/boundaries.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sondeo;
  const fuzz::MemoryFile file(data, size);
  reports::MapSpec spec;
  spec.key.text = "c";
  spec.disaggregation.text = "a";
  fuzz::ends_well([&] {
    const auto boundaries = reports::read_boundaries(file.path(), spec);
    fuzz::require(nlohmann::json::accept(boundaries.json));
  });
  return 0;
}
