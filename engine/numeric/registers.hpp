#pragma once

namespace sondeo::numeric {

/// The widest registers of the processor that a loop may be compiled for. Which they are must never change a
/// result: every number keeps its own operations in its own order.
enum class Registers { kPlain, kAvx2, kAvx512 };
[[nodiscard]] Registers widest_registers();

/// Of what was compiled three times, the one for the widest registers.
template <typename Compiled>
[[nodiscard]] Compiled for_widest_registers(Compiled plain, Compiled avx2, Compiled avx512) {
  const Registers widest = widest_registers();
  if (widest == Registers::kAvx512) return avx512;
  return widest == Registers::kAvx2 ? avx2 : plain;
}

}  // namespace sondeo::numeric
