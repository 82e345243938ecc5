// Preloaded into the program under test (LD_PRELOAD): makes one call of the system fail, so that a disk that
// is full at that moment, a device that breaks, or memory that runs out can be tried at every place where it
// may happen. Tests alone use it.
//
//   SONDEO_FAULT=KIND:N:ERRNO[:on]   the Nth call of KIND since main() began fails with ERRNO; with `on` all
//                                    that follow as well. ERRNO -1: the call does half of what it was asked
//                                    for.
//   SONDEO_FAULT_COUNTS=FILE         writes at the end how many calls of each kind there were
#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

extern "C" {
// glibc's own, by the names under which it keeps them reachable.
void* __libc_malloc(size_t size);
void* __libc_calloc(size_t count, size_t size);
void* __libc_realloc(void* old, size_t size);
void* __libc_memalign(size_t alignment, size_t size);
}

namespace {

constexpr int kHalf = -1;  ///< in place of an errno

enum Kind {
  kMalloc,
  kWrite,
  kPlaced,
  kStdio,
  kFsync,
  kRename,
  kOpen,
  kRead,
  kClose,
  kMkdir,
  kTruncate,
  kMap,
  kMemory,
  kSpawn,
  kThread,
  kKinds
};
constexpr const char* kNames[kKinds] = {"malloc",   "write", "pwrite", "stdio", "fsync",
                                        "rename",   "open",  "read",   "close", "mkdir",
                                        "truncate", "mmap",  "memfd",  "spawn", "thread"};

std::atomic<bool> armed{false};
std::atomic<long> counts[kKinds];
int fault_kind = -1;
long fault_at = 0;
int fault_errno = 0;
bool fault_stays = false;

/// Counts a call; whether it is to fail, with errno set.
bool fails(Kind kind) {
  if (!armed.load(std::memory_order_relaxed)) return false;
  const long number = counts[kind].fetch_add(1) + 1;
  if (kind != fault_kind || (number != fault_at && !(fault_stays && number > fault_at))) return false;
  if (fault_errno != kHalf) errno = fault_errno;
  return true;
}

bool half() { return fault_errno == kHalf; }

/// The function that this one stands in front of.
template <typename Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

void read_settings() {
  const char* text = std::getenv("SONDEO_FAULT");
  if (text == nullptr) return;
  char kind[16] = {};
  char stays[4] = {};
  if (std::sscanf(text, "%15[^:]:%ld:%d:%3s", kind, &fault_at, &fault_errno, stays) < 3) std::abort();
  fault_stays = std::strcmp(stays, "on") == 0;
  for (int i = 0; i < kKinds; ++i) {
    if (std::strcmp(kind, kNames[i]) == 0) fault_kind = i;
  }
  if (fault_kind < 0) std::abort();
}

void write_counts() {
  armed = false;
  const char* file = std::getenv("SONDEO_FAULT_COUNTS");
  if (file == nullptr) return;
  if (std::FILE* out = std::fopen(file, "w")) {
    for (int i = 0; i < kKinds; ++i) std::fprintf(out, "%s %ld\n", kNames[i], counts[i].load());
    std::fclose(out);
  }
}

using Main = int(int, char**, char**);
Main* program_main = nullptr;

int armed_main(int argc, char** argv, char** environment) {
  read_settings();
  std::atexit(write_counts);
  armed = true;
  const int code = program_main(argc, argv, environment);
  armed = false;
  return code;
}

}  // namespace

extern "C" {

int __libc_start_main(Main* main, int argc, char** argv, void (*begin)(), void (*end)(), void (*last)(),
                      void* stack) {
  program_main = main;
  using Start = int(Main*, int, char**, void (*)(), void (*)(), void (*)(), void*);
  return next<Start>("__libc_start_main")(armed_main, argc, argv, begin, end, last, stack);
}

void* malloc(size_t size) { return fails(kMalloc) ? nullptr : __libc_malloc(size); }
void* calloc(size_t count, size_t size) { return fails(kMalloc) ? nullptr : __libc_calloc(count, size); }
void* realloc(void* old, size_t size) { return fails(kMalloc) ? nullptr : __libc_realloc(old, size); }
void* memalign(size_t alignment, size_t size) {
  return fails(kMalloc) ? nullptr : __libc_memalign(alignment, size);
}
void* aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }
int posix_memalign(void** made, size_t alignment, size_t size) {
  if (fails(kMalloc)) return ENOMEM;
  *made = __libc_memalign(alignment, size);
  return *made == nullptr ? ENOMEM : 0;
}

ssize_t write(int file, const void* bytes, size_t count) {
  static auto* const real = next<ssize_t(int, const void*, size_t)>("write");
  if (!fails(kWrite)) return real(file, bytes, count);
  return half() ? real(file, bytes, count / 2 + 1 < count ? count / 2 + 1 : count) : -1;
}
ssize_t writev(int file, const struct iovec* parts, int count) {
  static auto* const real = next<ssize_t(int, const struct iovec*, int)>("writev");
  if (!fails(kWrite)) return real(file, parts, count);
  return half() ? real(file, parts, 1) : -1;
}
ssize_t pwrite(int file, const void* bytes, size_t count, off_t offset) {
  static auto* const real = next<ssize_t(int, const void*, size_t, off_t)>("pwrite");
  return fails(kPlaced) ? -1 : real(file, bytes, count, offset);
}

// Streams of C: libxlsxwriter writes with them. What fails leaves the stream's error flag as a full disk does
// only where the program looks at the returned count, which is what is tried here.
size_t fwrite(const void* bytes, size_t size, size_t count, FILE* file) {
  static auto* const real = next<size_t(const void*, size_t, size_t, FILE*)>("fwrite");
  return fails(kStdio) ? 0 : real(bytes, size, count, file);
}
int fflush(FILE* file) {
  static auto* const real = next<int(FILE*)>("fflush");
  return fails(kStdio) ? EOF : real(file);
}
int fclose(FILE* file) {
  static auto* const real = next<int(FILE*)>("fclose");
  const bool failed = fails(kStdio);
  const int error = errno;
  const int result = real(file);
  if (failed) errno = error;
  return failed ? EOF : result;
}
FILE* fopen(const char* name, const char* mode) {
  static auto* const real = next<FILE*(const char*, const char*)>("fopen");
  return fails(kOpen) ? nullptr : real(name, mode);
}
FILE* fopen64(const char* name, const char* mode) {
  static auto* const real = next<FILE*(const char*, const char*)>("fopen64");
  return fails(kOpen) ? nullptr : real(name, mode);
}
FILE* tmpfile() {
  static auto* const real = next<FILE*()>("tmpfile");
  return fails(kOpen) ? nullptr : real();
}

int open(const char* name, int flags, ...) {
  static auto* const real = next<int(const char*, int, ...)>("open");
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return fails(kOpen) ? -1 : real(name, flags, mode);
}
int open64(const char* name, int flags, ...) {
  static auto* const real = next<int(const char*, int, ...)>("open64");
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return fails(kOpen) ? -1 : real(name, flags, mode);
}
int openat(int folder, const char* name, int flags, ...) {
  static auto* const real = next<int(int, const char*, int, ...)>("openat");
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  return fails(kOpen) ? -1 : real(folder, name, flags, mode);
}

ssize_t read(int file, void* bytes, size_t count) {
  static auto* const real = next<ssize_t(int, void*, size_t)>("read");
  if (!fails(kRead)) return real(file, bytes, count);
  return half() ? real(file, bytes, count / 2 + 1) : -1;
}
size_t fread(void* bytes, size_t size, size_t count, FILE* file) {
  static auto* const real = next<size_t(void*, size_t, size_t, FILE*)>("fread");
  return fails(kRead) ? 0 : real(bytes, size, count, file);
}
int close(int file) {
  static auto* const real = next<int(int)>("close");
  const bool failed = fails(kClose);
  const int error = errno;
  const int result = real(file);
  if (failed) errno = error;
  return failed ? -1 : result;
}
int fsync(int file) {
  static auto* const real = next<int(int)>("fsync");
  return fails(kFsync) ? -1 : real(file);
}
int rename(const char* from, const char* to) {
  static auto* const real = next<int(const char*, const char*)>("rename");
  return fails(kRename) ? -1 : real(from, to);
}
int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) {
  static auto* const real = next<int(int, const char*, int, const char*, unsigned)>("renameat2");
  return fails(kRename) ? -1 : real(from_folder, from, to_folder, to, flags);
}
int mkdir(const char* name, mode_t mode) {
  static auto* const real = next<int(const char*, mode_t)>("mkdir");
  return fails(kMkdir) ? -1 : real(name, mode);
}
int ftruncate(int file, off_t size) {
  static auto* const real = next<int(int, off_t)>("ftruncate");
  return fails(kTruncate) ? -1 : real(file, size);
}
void* mmap(void* at, size_t size, int protection, int flags, int file, off_t offset) {
  static auto* const real = next<void*(void*, size_t, int, int, int, off_t)>("mmap");
  return fails(kMap) ? MAP_FAILED : real(at, size, protection, flags, file, offset);
}
int memfd_create(const char* name, unsigned flags) {
  static auto* const real = next<int(const char*, unsigned)>("memfd_create");
  return fails(kMemory) ? -1 : real(name, flags);
}
int posix_spawn(pid_t* process, const char* file, const posix_spawn_file_actions_t* actions,
                const posix_spawnattr_t* attributes, char* const arguments[], char* const environment[]) {
  using Spawn = int(pid_t*, const char*, const posix_spawn_file_actions_t*, const posix_spawnattr_t*,
                    char* const[], char* const[]);
  static auto* const real = next<Spawn>("posix_spawn");
  if (fails(kSpawn)) return fault_errno;
  return real(process, file, actions, attributes, arguments, environment);
}
int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*work)(void*), void* of) {
  using Create = int(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*);
  static auto* const real = next<Create>("pthread_create");
  return fails(kThread) ? fault_errno : real(thread, attributes, work, of);
}

}  // extern "C"
