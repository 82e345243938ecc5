#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include <sys/mman.h>
#include <unistd.h>

#include "engine/base/codes.hpp"
#include "engine/base/diagnostic.hpp"

namespace sondeo::fuzz {

/// A file of the input's bytes that stands in memory, for readers that take a path.
class MemoryFile {
 public:
  MemoryFile(const std::uint8_t* data, std::size_t size) : descriptor_(::memfd_create("fuzz", MFD_CLOEXEC)) {
    if (descriptor_ < 0 || ::write(descriptor_, data, size) != static_cast<ssize_t>(size)) std::abort();
  }
  ~MemoryFile() { ::close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

inline void require(bool holds) {
  if (!holds) std::abort();
}

/// Does what may end in an Error that is the user's to mend; an internal one is a fault of ours.
template <class Work>
void ends_well(const Work& work) {
  try {
    work();
  } catch (const sondeo::Error& error) {
    require(error.diagnostic().code != sondeo::code::kInternal);
  }
}

}  // namespace sondeo::fuzz
