#include "engine/base/atomic_file.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <new>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "engine/base/codes.hpp"
#include "engine/base/diagnostic.hpp"

namespace sondeo {

namespace {

constexpr std::size_t kBufferBytes = 1U << 20U;
constexpr mode_t kEveryone = 0666;  // less what the user's mask takes away

Error about(Code code, const std::filesystem::path& file) {
  return Error({code, {{"file", file.string()}}, {}, {}, {}});
}

std::string error_name(int error) {
  const char* name = strerrorname_np(error);
  return name == nullptr ? std::to_string(error) : name;
}

std::filesystem::path followed(const std::filesystem::path& file) {
  std::error_code ignored;
  return std::filesystem::is_symlink(file, ignored) ? std::filesystem::weakly_canonical(file) : file;
}

constexpr int kMostTries = 100;

/// Names of its own for a run. A run that was killed may have left the first: in a container every run has
/// the same process id.
std::filesystem::path temporary_beside(const std::filesystem::path& file, int tried) {
  const std::string again = tried == 0 ? "" : fmt::format("-{}", tried);
  return file.parent_path() / fmt::format(".{}.{}{}.part", file.filename().string(), ::getpid(), again);
}

void flush_folder(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

}  // namespace

void check_output(const std::filesystem::path& file, bool overwrite) {
  std::error_code ignored;
  const auto status = std::filesystem::status(file, ignored);
  // Renaming over a device such as /dev/null would replace it.
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
    throw about(code::kOutputNotOrdinary, file);
  }
  const auto folder = file.parent_path();
  if (!folder.empty() && !std::filesystem::is_directory(folder, ignored)) {
    throw Error({code::kOutputNoFolder, {{"file", file.string()}, {"folder", folder.string()}}, {}, {}, {}});
  }
  if (!overwrite && std::filesystem::exists(status)) throw about(code::kOutputExists, file);
}

AtomicFile::AtomicFile(const std::filesystem::path& file, bool overwrite)
    : file_(file), target_(followed(file)), overwrite_(overwrite) {
  check_output(file, overwrite);
  buffer_.reserve(kBufferBytes);  // before there is a file that nobody would remove
  for (int tried = 0; descriptor_ < 0 && tried < kMostTries; ++tried) {
    temporary_ = temporary_beside(target_, tried);
    descriptor_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kEveryone);
    if (descriptor_ < 0 && errno != EEXIST) break;
  }
  if (descriptor_ < 0) {
    error_ = errno;
    refuse();
  }
}

AtomicFile::~AtomicFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!committed_) ::unlink(temporary_.c_str());
}

void AtomicFile::refuse() const {
  if (error_ == ENOMEM) throw std::bad_alloc();
  if (error_ == EACCES || error_ == EPERM || error_ == EROFS) throw about(code::kOutputNotAllowed, file_);
  if (error_ == ENOSPC || error_ == EDQUOT || error_ == EFBIG) throw about(code::kOutputNoSpace, file_);
  throw Error({code::kOutputFailed, {{"file", file_.string()}, {"reason", error_name(error_)}}, {}, {}, {}});
}

bool AtomicFile::flush() noexcept {
  std::size_t done = 0;
  while (error_ == 0 && done < buffer_.size()) {
    const ssize_t written = ::write(descriptor_, buffer_.data() + done, buffer_.size() - done);
    if (written > 0) {
      done += static_cast<std::size_t>(written);
    } else if (written == 0 || errno != EINTR) {
      error_ = written == 0 ? ENOSPC : errno;
    }
  }
  buffer_.clear();
  return error_ == 0;
}

bool AtomicFile::write(std::span<const std::byte> bytes) noexcept {
  try {
    buffer_.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  } catch (const std::bad_alloc&) {
    error_ = ENOMEM;
  }
  return error_ == 0 && (buffer_.size() < kBufferBytes || flush());
}

void AtomicFile::commit() {
  if (!flush()) refuse();
  if (::fsync(descriptor_) != 0) {
    error_ = errno;
    refuse();
  }
  // Another program may have made the file in the meantime: the system decides, not a look beforehand.
  const unsigned flags = overwrite_ ? 0U : static_cast<unsigned>(RENAME_NOREPLACE);
  int moved = ::renameat2(AT_FDCWD, temporary_.c_str(), AT_FDCWD, target_.c_str(), flags);
  // Some file systems know no flags: the check before has to do there.
  if (moved != 0 && errno == EINVAL) moved = ::rename(temporary_.c_str(), target_.c_str());
  if (moved != 0) {
    if (errno == EEXIST) throw about(code::kOutputExists, file_);
    error_ = errno;
    refuse();
  }
  committed_ = true;
  flush_folder(target_.parent_path());
}

}  // namespace sondeo
