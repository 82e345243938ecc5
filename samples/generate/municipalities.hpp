#pragma once

#include "engine/table/table.hpp"

namespace sondeo::samples {

/// The file of samples/municipios: women of eight municipalities, interviewed before and after a programme
/// that three of them had. Both rounds are in it, with the same PSUs and other women. Always the same.
Table municipality_rounds();

}  // namespace sondeo::samples
