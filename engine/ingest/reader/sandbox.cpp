#include "engine/ingest/reader/sandbox.hpp"

#include <array>
#include <csignal>
#include <memory>

#include <fcntl.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace sondeo::ingest::reader {

namespace {

#ifdef SONDEO_SANITIZED
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

constexpr rlim_t kDescriptors = 16;
/// Program, libraries, stacks and the reader's own tables, beside the file and the columns.
constexpr rlim_t kOwnMemory = 512ULL << 20U;

bool limit(__rlimit_resource_t resource, rlim_t most) {
  const struct rlimit both { most, most };
  return ::setrlimit(resource, &both) == 0;
}

bool allow(scmp_filter_ctx filter) {
  // sysinfo: glibc's qsort asks how much memory there is. futex, getrandom: malloc and iconv.
  static constexpr std::array kCalls = {
      SCMP_SYS(read),      SCMP_SYS(pread64),    SCMP_SYS(pwrite64),   SCMP_SYS(lseek),
      SCMP_SYS(fstat),     SCMP_SYS(newfstatat), SCMP_SYS(mmap),       SCMP_SYS(munmap),
      SCMP_SYS(mremap),    SCMP_SYS(mprotect),   SCMP_SYS(madvise),    SCMP_SYS(brk),
      SCMP_SYS(ftruncate), SCMP_SYS(close),      SCMP_SYS(futex),      SCMP_SYS(getrandom),
      SCMP_SYS(sysinfo),   SCMP_SYS(exit),       SCMP_SYS(exit_group), SCMP_SYS(rt_sigreturn),
  };
  for (const int call : kCalls) {
    if (::seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) != 0) return false;
  }
  // iconv loads its tables on demand: files may be opened, but only to read.
  constexpr scmp_datum_t kWriting = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC;
  constexpr scmp_arg_cmp kOnlyReads{2, SCMP_CMP_MASKED_EQ, kWriting, 0};
  return ::seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1, &kOnlyReads) == 0;
}

bool filter_calls() {
  const std::unique_ptr<void, decltype(&::seccomp_release)> filter(::seccomp_init(SCMP_ACT_KILL_PROCESS),
                                                                   &::seccomp_release);
  return filter && allow(filter.get()) && ::seccomp_load(filter.get()) == 0;
}

}  // namespace

bool enter_sandbox(const detail::Request& request, std::uint64_t input_bytes) {
  if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return false;
  if (::getppid() != request.parent) return false;  // the parent died before the line above
  if (::prctl(PR_SET_DUMPABLE, 0) != 0 || ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
  if (!limit(RLIMIT_CORE, 0)) return false;
  // A sanitizer maps terabytes and makes system calls of its own.
  if constexpr (kSanitized) return true;
  return limit(RLIMIT_AS, request.memory_limit + input_bytes + kOwnMemory) &&
         limit(RLIMIT_CPU, request.seconds) && limit(RLIMIT_NOFILE, kDescriptors) && limit(RLIMIT_NPROC, 0) &&
         filter_calls();
}

}  // namespace sondeo::ingest::reader
