#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/ingest/detail/handover.hpp"

namespace sondeo::ingest::reader {

/// Ends the reading: what the library is told instead of values.
struct Failure {
  detail::Outcome outcome = detail::Outcome::kDamaged;
  std::int32_t detail = 0;
  std::int64_t rows = 0;
  std::uint64_t bound = 0;
  std::vector<std::string> names;  ///< variables concerned
  std::string encoding;            ///< concerned
};

/// A file that breaks its format's rules.
/// @param number  as the library numbers what is wrong
[[nodiscard]] inline Failure damage(std::int32_t number) {
  Failure failure;
  failure.detail = number;
  return failure;
}

}  // namespace sondeo::ingest::reader
