#pragma once

#include <cerrno>
#include <new>

namespace sondeo {

/// Whether memory failed inside a C library that does not look at what malloc gives it and goes on: malloc
/// leaves ENOMEM in the thread's errno. Make it before the library is called, and ask before what it made is
/// used.
class MemoryWatch {
 public:
  MemoryWatch() noexcept { errno = 0; }
  /// @throws std::bad_alloc when memory failed since
  void require() const {
    if (errno == ENOMEM) throw std::bad_alloc();
  }
};

}  // namespace sondeo
