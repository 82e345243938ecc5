#include "engine/ingest/detail/reader_process.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/base/process_start.hpp"
#include "engine/ingest/codes.hpp"
#include "engine/ingest/detail/source_file.hpp"

namespace sondeo::ingest::detail {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::string_view kReaderName = "sondeo-reader";
constexpr int kFreeDescriptor = 10;                       // above those that the reader expects
constexpr std::chrono::milliseconds kProgressPause{100};  // ten times a second
constexpr std::uint64_t kLeastSeconds = 60;
constexpr std::uint64_t kSlowestBytesPerSecond = 1'000'000;

std::filesystem::path find_reader(const ReadOptions& options) {
  if (!options.reader_program.empty()) return options.reader_program;
  std::error_code failed;
  const std::filesystem::path folder = std::filesystem::read_symlink("/proc/self/exe", failed).parent_path();
  const std::array<std::filesystem::path, 2> places = {folder / kReaderName,
                                                       folder / ".." / "libexec" / "sondeo" / kReaderName};
  for (const auto& place : places) {
    if (std::filesystem::exists(place, failed)) return place;
  }
  Diagnostic diagnostic;
  diagnostic.code = code::kReaderAbsent;
  diagnostic.arguments = {{"program", std::string(kReaderName)}, {"folder", folder.string()}};
  throw Error(std::move(diagnostic));
}

[[noreturn]] void refuse_start(const std::filesystem::path& program, int error) {
  Diagnostic diagnostic;
  diagnostic.code = code::kReaderNotStarted;
  diagnostic.arguments = {{"program", program.string()}, {"reason", std::to_string(error)}};
  throw Error(std::move(diagnostic));
}

/// A copy of the descriptor that cannot stand where the reader's own will be put.
Descriptor moved_up(const Descriptor& descriptor) {
  return Descriptor(::fcntl(descriptor.get(), F_DUPFD_CLOEXEC, kFreeDescriptor));
}

Descriptor make_memory(const Request& request, const std::vector<std::uint32_t>& columns) {
  Descriptor memory(::memfd_create("sondeo", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (!memory.open()) return memory;
  const std::size_t column_bytes = columns.size() * sizeof(std::uint32_t);
  const auto size = static_cast<off_t>(kHeaderBytes + column_bytes);
  const bool written =
      ::ftruncate(memory.get(), size) == 0 &&
      ::pwrite(memory.get(), &request, sizeof(request), 0) == static_cast<ssize_t>(sizeof(request)) &&
      ::pwrite(memory.get(), columns.data(), column_bytes, kHeaderBytes) ==
          static_cast<ssize_t>(column_bytes) &&
      // The reader may not shrink it: a mapping beyond its end would kill us.
      ::fcntl(memory.get(), F_ADD_SEALS, F_SEAL_SHRINK) == 0;
  if (!written) memory.reset();
  return memory;
}

/// A started reader: killed and collected when it is left before its end.
class Child {
 public:
  explicit Child(pid_t process)
      : process_(process), watch_(static_cast<int>(::syscall(SYS_pidfd_open, process, 0))) {}
  ~Child() {
    if (process_ > 0) {
      ::kill(process_, SIGKILL);
      collect();
    }
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// Waits at most `pause`; whether it has ended.
  [[nodiscard]] bool ended_within(std::chrono::milliseconds pause) const {
    struct pollfd watched {
      watch_.get(), POLLIN, 0
    };
    return ::poll(&watched, 1, static_cast<int>(pause.count())) > 0;
  }
  /// Its exit status, as waitpid gives it.
  int collect() {
    int status = 0;
    while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
    }
    process_ = -1;
    return status;
  }
  [[nodiscard]] bool watched() const { return watch_.open(); }

 private:
  pid_t process_;
  Descriptor watch_;
};

/// Tells how far the reader is; before it says so, that nothing is done: the callback may want to stop it
/// all.
void report_progress(const Descriptor& memory, const Progress& progress) {
  if (!progress) return;
  Answer answer;
  const bool got = ::pread(memory.get(), &answer, sizeof(answer), 0) == static_cast<ssize_t>(sizeof(answer));
  const bool said = got && answer.magic == kAnswerMagic && answer.rows_done <= answer.rows_total;
  said ? progress(answer.rows_done, answer.rows_total) : progress(0, 0);
}

void wait_for_end(Child& child, const Descriptor& memory, const std::filesystem::path& file,
                  std::uint64_t seconds, const Progress& progress) {
  const auto last = Clock::now() + std::chrono::seconds(seconds);
  while (!child.ended_within(kProgressPause)) {
    if (Clock::now() >= last) {
      throw Error(about_file(code::kReaderTimeout, file, {{"seconds", std::to_string(seconds)}}));
    }
    report_progress(memory, progress);
  }
  const int status = child.collect();
  if (WIFSIGNALED(status)) {
    const int signal = WTERMSIG(status);
    if (signal == SIGXCPU) {
      throw Error(about_file(code::kReaderTimeout, file, {{"seconds", std::to_string(seconds)}}));
    }
    throw Error(about_file(code::kReaderCrashed, file, {{"signal", std::to_string(signal)}}));
  }
}

Handover sealed(const Descriptor& memory, const std::filesystem::path& file) {
  struct stat status {};
  constexpr int kSeals = F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SEAL;
  if (::fcntl(memory.get(), F_ADD_SEALS, kSeals) != 0 || ::fstat(memory.get(), &status) != 0 ||
      status.st_size < static_cast<off_t>(kHeaderBytes)) {
    throw Error(about_file(code::kReaderAnswer, file));
  }
  const auto size = static_cast<std::size_t>(status.st_size);
  void* mapped = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, memory.get(), 0);
  if (mapped == MAP_FAILED) throw Error(about_file(code::kReaderOutOfMemory, file));
  Handover handover;
  handover.owner =
      std::shared_ptr<const void>(mapped, [size](const void* at) { ::munmap(const_cast<void*>(at), size); });
  handover.bytes = {static_cast<const std::byte*>(mapped), size};
  std::memcpy(&handover.answer, mapped, sizeof(Answer));
  if (handover.answer.magic != kAnswerMagic) throw Error(about_file(code::kReaderAnswer, file));
  return handover;
}

}  // namespace

std::uint64_t memory_limit(const ReadOptions& options) {
  if (options.memory_limit != 0) return options.memory_limit;
  const long pages = ::sysconf(_SC_PHYS_PAGES);
  const long page = ::sysconf(_SC_PAGESIZE);
  if (pages <= 0 || page <= 0) return 1ULL << 32U;
  return static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(page) / 4 * 3;
}

Handover run_reader(const std::filesystem::path& file, FileFormat format, bool reads_values,
                    const std::vector<std::uint32_t>& columns, const ReadOptions& options,
                    const RowWindow& window) {
  const std::filesystem::path program = find_reader(options);
  const SourceFile source(file);
  Request request;
  request.reads_values = reads_values ? 1 : 0;
  request.format = static_cast<std::uint32_t>(format);
  request.parent = ::getpid();
  request.memory_limit = memory_limit(options);
  request.seconds =
      options.time_limit != 0 ? options.time_limit : kLeastSeconds + source.bytes / kSlowestBytesPerSecond;
  request.window = window;
  request.column_count = static_cast<std::uint32_t>(columns.size());
  if (options.encoding.size() >= sizeof(request.encoding)) {
    throw Error(Diagnostic{code::kEncodingUnknown, {{"encoding", options.encoding}}, {}, {}, {}});
  }
  std::copy(options.encoding.begin(), options.encoding.end(), std::begin(request.encoding));
  const Descriptor memory = make_memory(request, columns);
  if (!memory.open()) refuse_start(program, errno);
  const Descriptor input = moved_up(source.descriptor);
  const Descriptor shared = moved_up(memory);
  if (!input.open() || !shared.open()) refuse_start(program, errno);
  ProcessStart start;
  start.give(input.get(), kInputDescriptor);
  start.give(shared.get(), kMemoryDescriptor);
  const auto started = start.run(program, {}, {});
  if (started.error != 0) refuse_start(program, started.error);
  Child child(started.process);
  if (!child.watched()) refuse_start(program, errno);
  wait_for_end(child, memory, file, request.seconds, options.progress);
  return sealed(memory, file);
}

}  // namespace sondeo::ingest::detail
