#pragma once

#include <functional>

namespace sondeo::numeric {

/// The root of a function that is negative at `start` and grows without limit in the direction of `step`
/// (whose sign says where to look, its size how far to go first); to the last bits of a double. Bracketed by
/// doubling the step, then by TOMS 748 (Alefeld, Potra and Shi 1995). `start` itself where rounding left the
/// function no longer negative there; NaN where it has no value, or no root among the doubles.
[[nodiscard]] double bracketed_root(const std::function<double(double)>& function, double start, double step);

}  // namespace sondeo::numeric
