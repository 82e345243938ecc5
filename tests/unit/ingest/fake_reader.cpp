// A reader program that does one thing wrong, chosen when it is built.
#include <array>
#include <cstdint>
#include <cstring>

#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

namespace {

constexpr int kMemory = 4;
constexpr std::size_t kHeader = 4096;
constexpr std::uint64_t kAnswerMagic = 0x31736e41'6f646e73ULL;

/// An answer that claims success and points anywhere.
[[maybe_unused]] void write_rubbish() {
  std::array<std::uint64_t, kHeader / 8> header{};
  std::uint64_t state = 42;
  for (auto& word : header) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    word = state;
  }
  header[0] = kAnswerMagic;
  header[1] = 1;  // read
  const auto written = ::pwrite(kMemory, header.data(), sizeof(header), 0);
  if (written < 0) ::_exit(3);
}

}  // namespace

int main() {
#if defined(SONDEO_FAULT_CRASH)
  ::kill(::getpid(), SIGABRT);  // as a corrupt heap ends; a sanitizer would turn SIGSEGV into an exit code
#elif defined(SONDEO_FAULT_HANG)
  for (;;) ::pause();
#elif defined(SONDEO_FAULT_EXIT)
  return 1;
#elif defined(SONDEO_FAULT_RUBBISH)
  write_rubbish();
#elif defined(SONDEO_FAULT_SHRINK)
  write_rubbish();
  // The memory is sealed against this: it must fail, or the library would die of a bus error.
  if (::ftruncate(kMemory, 0) == 0) ::_exit(3);
#endif
  return 0;
}
