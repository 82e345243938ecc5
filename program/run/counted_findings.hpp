#pragma once

#include "engine/base/diagnostic.hpp"

namespace sondeo::run {

/// Adds findings; one that differs from a known one by its count alone is added to that.
void add_counted(const Diagnostics& findings, Diagnostics& to);

}  // namespace sondeo::run
