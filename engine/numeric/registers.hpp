#pragma once

namespace sondeo::numeric {

/// The widest registers of the processor that a loop may be compiled for. Which they are must never change a
/// result: every number keeps its own operations in its own order.
enum class Registers { kPlain, kAvx2, kAvx512 };
[[nodiscard]] Registers widest_registers();

}  // namespace sondeo::numeric
