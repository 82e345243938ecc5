#include "engine/base/staged_folder.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <new>
#include <span>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/atomic_file.hpp"
#include "engine/base/codes.hpp"
#include "engine/base/diagnostic.hpp"

namespace sondeo {

namespace {

namespace fs = std::filesystem;

constexpr int kMostTries = 100;
constexpr mode_t kEveryone = 0777;   // less what the user's mask takes away
constexpr mode_t kOwnerOnly = 0700;  // what stands there may not be published yet

Error fault(int error, const fs::path& file) {
  const auto about = [&file](Code code) { return Error({code, {{"file", file.string()}}, {}, {}, {}}); };
  if (error == EEXIST) return about(code::kOutputExists);
  if (error == EACCES || error == EPERM || error == EROFS) return about(code::kOutputNotAllowed);
  if (error == ENOSPC || error == EDQUOT || error == EFBIG) return about(code::kOutputNoSpace);
  const char* name = strerrorname_np(error);
  return Error({code::kOutputFailed,
                {{"file", file.string()}, {"reason", name == nullptr ? std::to_string(error) : name}},
                {},
                {},
                {}});
}

/// Makes a folder and those above it; adds the ones that were not there to `made`.
void make_folders(const fs::path& folder, std::vector<fs::path>& made) {
  std::error_code ignored;
  if (folder.empty() || fs::is_directory(folder, ignored)) return;
  make_folders(folder.parent_path(), made);
  if (::mkdir(folder.c_str(), kEveryone) == 0) {
    made.push_back(folder);
  } else if (errno == EEXIST || errno == ENOTDIR || errno == ENOENT) {
    if (fs::is_directory(folder, ignored)) return;
    if (fs::exists(folder, ignored)) throw fault(ENOTDIR, folder);
    throw Error({code::kOutputNoFolder,
                 {{"file", folder.string()}, {"folder", folder.parent_path().string()}},
                 {},
                 {},
                 {}});
  } else {
    throw fault(errno, folder);
  }
}

/// renameat2, or what it means on file systems that know no flags.
bool renamed(const fs::path& from, const fs::path& to, unsigned flags) {
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), flags) == 0) return true;
  if (errno != EINVAL) return false;
  if (flags == RENAME_NOREPLACE) {
    std::error_code ignored;
    if (fs::exists(to, ignored)) {
      errno = EEXIST;
      return false;
    }
    return ::rename(from.c_str(), to.c_str()) == 0;
  }
  const fs::path aside = from.string() + ".old";
  return ::rename(to.c_str(), aside.c_str()) == 0 && ::rename(from.c_str(), to.c_str()) == 0 &&
         ::rename(aside.c_str(), from.c_str()) == 0;
}

void flush_folder(const fs::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

/// What a writer left in the folder beside the files asked for.
void remove_what_is_left(const fs::path& folder) noexcept {
  try {
    std::error_code ignored;
    fs::remove_all(folder, ignored);
  } catch (const std::bad_alloc&) {
    // The folder stays; it hinders no later run.
  }
}

/// The file that a link means: it is replaced, the link stays.
fs::path followed(const fs::path& file) {
  std::error_code ignored;
  return fs::is_symlink(file, ignored) ? fs::weakly_canonical(file) : file;
}

}  // namespace

StagedFolder::StagedFolder(const fs::path& folder, bool overwrite)
    : folder_(folder.empty() ? fs::path(".") : folder),
      temporary_(folder_ / fmt::format(".sondeo.{}.part", ::getpid())),
      overwrite_(overwrite) {
  make_folders(folder_, made_);
  int error = EEXIST;
  // A run that was killed may have left the first name: in a container every run has the same process id.
  for (int tried = 0; error == EEXIST && tried < kMostTries; ++tried) {
    if (tried > 0) temporary_ = folder_ / fmt::format(".sondeo.{}-{}.part", ::getpid(), tried);
    if (::mkdir(temporary_.c_str(), kOwnerOnly) == 0) return;
    error = errno;
  }
  for (auto made = made_.rbegin(); made != made_.rend(); ++made) ::rmdir(made->c_str());
  throw fault(error, folder_);
}

StagedFolder::~StagedFolder() {
  take_back();
  // By the names kept: looking for them takes memory and descriptors, of which there may be none left.
  for (const auto& file : staged_) ::unlink(file.c_str());
  for (auto folder = folders_.rbegin(); folder != folders_.rend(); ++folder) ::rmdir(folder->c_str());
  if (::rmdir(temporary_.c_str()) != 0) remove_what_is_left(temporary_);
  for (auto folder = made_.rbegin(); folder != made_.rend(); ++folder) ::rmdir(folder->c_str());
}

void StagedFolder::write(const std::string& name, std::string_view text) {
  write_pieces(name, [text](const TextSink& sink) { sink(text); });
}

void StagedFolder::write_pieces(const std::string& name, const TextWriter& write) {
  write_by(name, [&write](const fs::path& file) {
    AtomicFile output(file, true);
    write([&output](std::string_view piece) {
      if (!output.write(std::as_bytes(std::span(piece)))) output.refuse();
    });
    output.commit();
  });
}

void StagedFolder::write_by(const std::string& name, const std::function<void(const fs::path&)>& write) {
  const fs::path staged = temporary_ / name;
  try {
    make_inside(fs::path(name).parent_path());
    staged_.push_back(staged);
    write(staged);
  } catch (const Error& error) {
    Diagnostic diagnostic = error.diagnostic();
    for (auto& argument : diagnostic.arguments) {
      if (argument.name == "file") argument.value = (folder_ / name).string();
    }
    throw Error(std::move(diagnostic));
  }
  names_.push_back(name);
}

/// The staging folder itself is not made again: who interrupts the program removes it, and nothing may come
/// back.
void StagedFolder::make_inside(const fs::path& folders) {
  fs::path inside = temporary_;
  for (const auto& part : folders) {
    inside /= part;
    folders_.push_back(inside);
    if (::mkdir(inside.c_str(), kEveryone) == 0) continue;
    const int error = errno;
    folders_.pop_back();
    if (error != EEXIST) throw fault(error, inside);
  }
}

void StagedFolder::plan(const std::string& name) {
  const fs::path target = followed(folder_ / name);
  make_folders(target.parent_path(), made_);
  check_output(target, overwrite_);
  std::error_code ignored;
  const bool exchanged = overwrite_ && fs::exists(target, ignored);
  moves_.push_back({temporary_ / name, target, exchanged});
}

void StagedFolder::commit() {
  // All that needs memory comes first: from the first file moved on, nothing but the disk can fail.
  for (const auto& name : names_) plan(name);
  for (std::size_t i = 0; i < moves_.size(); ++i) {
    Move& move = moves_[i];
    const unsigned flags = move.exchanged ? static_cast<unsigned>(RENAME_EXCHANGE) : RENAME_NOREPLACE;
    if (!renamed(move.staged, move.target, flags)) throw fault(errno, folder_ / names_[i]);
    move.done = true;
  }
  for (const auto& move : moves_) flush_folder(move.target.parent_path());
  moves_.clear();
  made_.clear();
}

void StagedFolder::take_back() noexcept {
  for (auto move = moves_.rbegin(); move != moves_.rend(); ++move) {
    if (!move->done) continue;
    if (move->exchanged) {
      renamed(move->staged, move->target, static_cast<unsigned>(RENAME_EXCHANGE));
    } else {
      ::unlink(move->target.c_str());
    }
  }
  moves_.clear();
}

}  // namespace sondeo
