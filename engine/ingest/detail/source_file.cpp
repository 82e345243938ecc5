#include "engine/ingest/detail/source_file.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <string>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "engine/ingest/codes.hpp"

namespace sondeo::ingest::detail {

namespace {

constexpr std::size_t kSampleBytes = 4096;

[[noreturn]] void refuse_open(const std::filesystem::path& path, int error) {
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      throw Error(about_file(code::kFileAbsent, path));
    case EACCES:
    case EPERM:
      throw Error(about_file(code::kFileNotAllowed, path));
    default:
      throw Error(about_file(code::kFileUnreadable, path, {{"reason", std::to_string(error)}}));
  }
}

std::string extension_of(const std::filesystem::path& path) {
  std::string extension = path.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return extension;
}

/// Formats 104-115 begin with their number, the byte order (1, 2) and the file type 1.
bool begins_as_old_stata(std::string_view start) {
  if (start.size() < 4) return false;
  const auto version = static_cast<unsigned char>(start[0]);
  return version >= 104 && version <= 115 && (start[1] == 1 || start[1] == 2) && start[2] == 1;
}

/// A portable file says so after five lines of 40 characters, whatever its line ends.
bool begins_as_portable(std::string_view start) {
  return start.substr(0, 600).find("SPSSPORT") != std::string_view::npos;
}

[[noreturn]] void refuse_format(const std::filesystem::path& path, std::string_view start) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kNamed = {
      {{".sav", "SPSS"}, {".zsav", "SPSS"}, {".por", "SPSS"}, {".dta", "Stata"}}};
  if (start.starts_with("PK\x03\x04") || start.starts_with("\xD0\xCF\x11\xE0")) {
    throw Error(about_file(code::kFileIsWorkbook, path));
  }
  const std::string extension = extension_of(path);
  for (const auto& [named, format] : kNamed) {
    if (extension == named) {
      throw Error(about_file(code::kFileNotItsFormat, path, {{"format", std::string(format)}}));
    }
  }
  throw Error(about_file(code::kFileFormatUnknown, path));
}

}  // namespace

Diagnostic about_file(Code code, const std::filesystem::path& path, std::vector<Argument> more) {
  Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.arguments = std::move(more);
  diagnostic.arguments.insert(diagnostic.arguments.begin(), {"file", path.string()});
  return diagnostic;
}

SourceFile::SourceFile(const std::filesystem::path& path) {
  // Not to wait for the writer of a pipe: what is not a regular file is refused below.
  descriptor = Descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!descriptor.open()) refuse_open(path, errno);
  struct stat status {};
  if (::fstat(descriptor.get(), &status) != 0) refuse_open(path, errno);
  if (!S_ISREG(status.st_mode)) throw Error(about_file(code::kFileNotRegular, path));
  if (status.st_size == 0) throw Error(about_file(code::kFileEmpty, path));
  bytes = static_cast<std::uint64_t>(status.st_size);
}

FileFormat detect_format(const std::filesystem::path& path) {
  const SourceFile file(path);
  std::array<char, kSampleBytes> buffer{};
  const auto got = ::pread(file.descriptor.get(), buffer.data(), buffer.size(), 0);
  if (got <= 0) refuse_open(path, got < 0 ? errno : EIO);
  const std::string_view start(buffer.data(), static_cast<std::size_t>(got));
  if (start.starts_with("$FL2")) return FileFormat::kSav;
  if (start.starts_with("$FL3")) return FileFormat::kZsav;
  if (start.starts_with("<stata_dta>") || begins_as_old_stata(start)) return FileFormat::kDta;
  if (begins_as_portable(start)) return FileFormat::kPor;
  const std::string extension = extension_of(path);
  const bool named_as_text = extension == ".csv" || extension == ".tsv" || extension == ".txt" ||
                             extension == ".dat" || extension == ".tab";
  if (named_as_text && !start.starts_with("PK\x03\x04")) return FileFormat::kCsv;
  refuse_format(path, start);
}

MappedFile::MappedFile(const std::filesystem::path& path) {
  const SourceFile file(path);
  const auto size = static_cast<std::size_t>(file.bytes);
  void* mapped = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.descriptor.get(), 0);
  if (mapped == MAP_FAILED) refuse_open(path, errno);
  ::madvise(mapped, size, MADV_SEQUENTIAL);
  owner_ =
      std::shared_ptr<const void>(mapped, [size](const void* at) { ::munmap(const_cast<void*>(at), size); });
  bytes_ = std::string_view(static_cast<const char*>(mapped), size);
}

void MappedFile::let_go_before(std::size_t position) {
  constexpr std::size_t kStep = std::size_t{8} << 20U;
  const std::size_t end = std::min(position, bytes_.size()) / kStep * kStep;
  if (end <= let_go_) return;
  ::madvise(const_cast<char*>(bytes_.data()) + let_go_, end - let_go_, MADV_DONTNEED);
  let_go_ = end;
}

}  // namespace sondeo::ingest::detail
