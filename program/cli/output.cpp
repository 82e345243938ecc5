#include "program/cli/output.hpp"

#include <cerrno>
#include <cstring>
#include <string>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/diagnostic.hpp"

namespace sondeo::cli {

namespace {

std::string error_name(int error) {
  const char* name = strerrorname_np(error);
  return name == nullptr ? std::to_string(error) : name;
}

[[noreturn]] void fail(Code code, const std::filesystem::path& file) {
  throw Error({code, {{"file", file.string()}}, {}, {}, {}});
}

[[noreturn]] void fail_to_write(const std::filesystem::path& file, int error) {
  if (error == EACCES || error == EPERM || error == EROFS) fail(Code::kOutputNotAllowed, file);
  if (error == ENOSPC || error == EDQUOT || error == EFBIG) fail(Code::kOutputNoSpace, file);
  throw Error({Code::kOutputFailed, {{"file", file.string()}, {"reason", error_name(error)}}, {}, {}, {}});
}

/// Writes all bytes; 0, or the error.
int write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

/// The temporary file: removed unless it has taken its final name.
class TemporaryFile {
 public:
  TemporaryFile(const std::filesystem::path& target, Interrupt& interrupt)
      : path_(target.parent_path() / fmt::format(".{}.{}.tmp", target.filename().string(), getpid())),
        interrupt_(interrupt) {
    interrupt_.guard(path_);
    descriptor_ = open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    error_ = descriptor_ < 0 ? errno : 0;
  }
  ~TemporaryFile() {
    if (descriptor_ >= 0) close(descriptor_);
    if (descriptor_ >= 0 && !named_) unlink(path_.c_str());
    interrupt_.release(path_);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  TemporaryFile(TemporaryFile&&) = delete;
  TemporaryFile& operator=(TemporaryFile&&) = delete;

  /// 0, or the error.
  int fill(std::string_view text) {
    if (error_ != 0) return error_;
    if (const int error = write_all(descriptor_, text); error != 0) return error;
    return fsync(descriptor_) == 0 ? 0 : errno;
  }
  /// 0, or the error; EEXIST when the name is taken and may not be.
  int take_name(const std::filesystem::path& target, bool overwrite) {
    const unsigned flags = overwrite ? 0 : RENAME_NOREPLACE;
    int result = renameat2(AT_FDCWD, path_.c_str(), AT_FDCWD, target.c_str(), flags);
    // Some file systems know no flags: the check before has to do there.
    if (result != 0 && errno == EINVAL) result = rename(path_.c_str(), target.c_str());
    if (result != 0) return errno;
    named_ = true;
    return 0;
  }

 private:
  std::filesystem::path path_;
  Interrupt& interrupt_;
  int descriptor_ = -1;
  int error_ = 0;
  bool named_ = false;
};

void flush_folder(const std::filesystem::path& folder) {
  const int descriptor = open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  fsync(descriptor);
  close(descriptor);
}

}  // namespace

void check_output(const std::filesystem::path& file, bool overwrite) {
  std::error_code ignored;
  const auto status = std::filesystem::status(file, ignored);
  // Renaming over a device such as /dev/null would replace it.
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
    fail(Code::kOutputNotOrdinary, file);
  }
  const auto folder = file.parent_path();
  if (!folder.empty() && !std::filesystem::is_directory(folder, ignored)) {
    throw Error({Code::kOutputNoFolder, {{"file", file.string()}, {"folder", folder.string()}}, {}, {}, {}});
  }
  if (!overwrite && std::filesystem::exists(status)) fail(Code::kOutputExists, file);
}

void write_file(const std::filesystem::path& file, std::string_view text, bool overwrite,
                Interrupt& interrupt) {
  check_output(file, overwrite);
  // A link stays a link: the file that it means is replaced.
  std::error_code ignored;
  const auto target =
      std::filesystem::is_symlink(file, ignored) ? std::filesystem::weakly_canonical(file) : file;
  {
    TemporaryFile temporary(target, interrupt);
    if (const int error = temporary.fill(text); error != 0) fail_to_write(file, error);
    const int error = temporary.take_name(target, overwrite);
    if (error == EEXIST) fail(Code::kOutputExists, file);
    if (error != 0) fail_to_write(file, error);
  }
  flush_folder(target.parent_path());
}

void write_standard_output(std::string_view text) {
  if (const int error = write_all(STDOUT_FILENO, text); error != 0) {
    throw Error({Code::kStandardOutputFailed, {{"reason", error_name(error)}}, {}, {}, {}});
  }
}

}  // namespace sondeo::cli
