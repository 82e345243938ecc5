#include "engine/table/variable.hpp"

namespace sondeo {

Missing MissingRules::reason(double value) const {
  for (const auto& range : ranges) {
    if (value >= range.low && value <= range.high) return range.reason;
  }
  return Missing::kNone;
}

}  // namespace sondeo
