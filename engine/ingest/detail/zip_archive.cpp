#include "engine/ingest/detail/zip_archive.hpp"

#include <array>
#include <string_view>

#include <fcntl.h>
#include <unistd.h>
#include <zip.h>

#include "engine/ingest/codes.hpp"
#include "engine/ingest/detail/source_file.hpp"

namespace sondeo::ingest::detail {

namespace {

constexpr std::uint64_t kBytesOfMegabyte = 1ULL << 20U;

[[noreturn]] void refuse_size(const std::filesystem::path& path, const std::string& part, std::uint64_t limit,
                              const char* unit) {
  throw Error(about_file(code::kWorkbookTooLarge, path,
                         {{"part", part}, {"limit", std::to_string(limit) + " " + unit}}));
}

/// An old Excel file, or a new one that a password protects: both are compound files of OLE.
[[noreturn]] void refuse_compound(const std::filesystem::path& path, std::string_view bytes) {
  using namespace std::string_view_literals;
  constexpr auto kEncrypted = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"sv;
  if (bytes.find(kEncrypted) != std::string_view::npos) {
    throw Error(about_file(code::kWorkbookEncrypted, path));
  }
  throw Error(about_file(code::kWorkbookFormat, path, {{"format", "xls"}}));
}

void refuse_other_files(const std::filesystem::path& path) {
  const MappedFile mapped(path);
  const std::string_view bytes = mapped.bytes();
  if (bytes.starts_with("\xD0\xCF\x11\xE0")) refuse_compound(path, bytes);
  if (!bytes.starts_with("PK\x03\x04")) throw Error(about_file(code::kWorkbookNotOne, path));
}

}  // namespace

void ZipArchive::Close::operator()(::zip* archive) const { zip_discard(archive); }

ZipArchive::ZipArchive(const std::filesystem::path& path, const WorkbookLimits& limits)
    : path_(path), limits_(limits) {
  refuse_other_files(path);
  const SourceFile file(path);
  const int descriptor = ::fcntl(file.descriptor.get(), F_DUPFD_CLOEXEC, 0);
  int error = 0;
  archive_.reset(zip_fdopen(descriptor, 0, &error));
  if (!archive_) {
    ::close(descriptor);
    throw Error(about_file(code::kWorkbookDamaged, path, {{"part", "zip"}}));
  }
  const auto entries = static_cast<std::uint64_t>(zip_get_num_entries(archive_.get(), 0));
  if (entries > limits.entries) refuse_size(path, "zip", limits.entries, "parts");
}

bool ZipArchive::has(const std::string& name) const {
  return zip_name_locate(archive_.get(), name.c_str(), ZIP_FL_NOCASE) >= 0;
}

std::optional<std::string> ZipArchive::part(const std::string& name) {
  const auto index = zip_name_locate(archive_.get(), name.c_str(), ZIP_FL_NOCASE);
  if (index < 0) return std::nullopt;
  return unpack(static_cast<std::uint64_t>(index), name);
}

// What the archive says of sizes is not believed: bytes are counted as they come.
std::string ZipArchive::unpack(std::uint64_t index, const std::string& name) {
  zip_stat_t status{};
  if (zip_stat_index(archive_.get(), index, 0, &status) == 0 &&
      (status.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && status.encryption_method != ZIP_EM_NONE) {
    throw Error(about_file(code::kWorkbookEncrypted, path_));
  }
  const auto close = [](zip_file_t* file) { zip_fclose(file); };
  const std::unique_ptr<zip_file_t, decltype(close)> file(zip_fopen_index(archive_.get(), index, 0), close);
  const auto refuse = [&] { throw Error(about_file(code::kWorkbookDamaged, path_, {{"part", name}})); };
  if (!file) refuse();
  std::string bytes;
  std::array<char, 65536> block{};
  for (;;) {
    const auto got = zip_fread(file.get(), block.data(), block.size());
    if (got < 0) refuse();
    if (got == 0) return bytes;
    bytes.append(block.data(), static_cast<std::size_t>(got));
    unpacked_ += static_cast<std::uint64_t>(got);
    if (bytes.size() > limits_.part_bytes) {
      refuse_size(path_, name, limits_.part_bytes / kBytesOfMegabyte, "MB");
    }
    if (unpacked_ > limits_.total_bytes) {
      refuse_size(path_, "zip", limits_.total_bytes / kBytesOfMegabyte, "MB");
    }
  }
}

}  // namespace sondeo::ingest::detail
