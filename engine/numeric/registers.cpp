#include "engine/numeric/registers.hpp"

namespace sondeo::numeric {

Registers widest_registers() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
      __builtin_cpu_supports("avx512vl") != 0 && __builtin_cpu_supports("avx512dq") != 0) {
    return Registers::kAvx512;
  }
  if (__builtin_cpu_supports("avx2") != 0) return Registers::kAvx2;
#endif
  return Registers::kPlain;
}

}  // namespace sondeo::numeric
