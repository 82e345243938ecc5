#include "engine/ingest/detail/atomic_file.hpp"

#include <cerrno>
#include <new>
#include <utility>

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "engine/base/diagnostic.hpp"
#include "engine/ingest/detail/source_file.hpp"

namespace sondeo::ingest::detail {

namespace {

constexpr std::size_t kBufferBytes = 1U << 20U;
constexpr mode_t kEveryone = 0666;  // less what the user's mask takes away

std::filesystem::path temporary_beside(const std::filesystem::path& path) {
  std::filesystem::path name(".");
  name += path.filename();
  name += "." + std::to_string(::getpid()) + ".part";
  return path.parent_path() / name;
}

}  // namespace

AtomicFile::AtomicFile(std::filesystem::path path, bool overwrite)
    : path_(std::move(path)), temporary_(temporary_beside(path_)), overwrite_(overwrite) {
  std::error_code ignored;
  if (!overwrite && std::filesystem::exists(path_, ignored))
    throw Error(about_file(Code::kOutputExists, path_));
  descriptor_ = Descriptor(::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kEveryone));
  if (!descriptor_.open()) {
    error_ = errno;
    refuse();
  }
  buffer_.reserve(kBufferBytes);
}

AtomicFile::~AtomicFile() {
  if (!committed_ && descriptor_.open()) ::unlink(temporary_.c_str());
}

void AtomicFile::refuse() const {
  throw Error(about_file(Code::kOutputNotWritten, path_, {{"reason", std::to_string(error_)}}));
}

bool AtomicFile::flush() noexcept {
  std::size_t done = 0;
  while (error_ == 0 && done < buffer_.size()) {
    const ssize_t written = ::write(descriptor_.get(), buffer_.data() + done, buffer_.size() - done);
    if (written > 0) {
      done += static_cast<std::size_t>(written);
    } else if (errno != EINTR) {
      error_ = errno;
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
  if (::fsync(descriptor_.get()) != 0) {
    error_ = errno;
    refuse();
  }
  // Another program may have made the file in the meantime: the system decides, not a look beforehand.
  const unsigned flags = overwrite_ ? 0U : static_cast<unsigned>(RENAME_NOREPLACE);
  int moved = ::renameat2(AT_FDCWD, temporary_.c_str(), AT_FDCWD, path_.c_str(), flags);
  if (moved != 0 && errno == EINVAL)
    moved = ::rename(temporary_.c_str(), path_.c_str());  // file systems without it
  if (moved != 0) {
    if (errno == EEXIST) throw Error(about_file(Code::kOutputExists, path_));
    error_ = errno;
    refuse();
  }
  committed_ = true;
}

}  // namespace sondeo::ingest::detail
