#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "engine/ingest/workbook.hpp"

struct zip;

namespace sondeo::ingest::detail {

/// A zip archive of which parts are unpacked one by one, within limits.
class ZipArchive {
 public:
  /// @throws Error kWorkbookNotOne, kWorkbookDamaged, kWorkbookTooLarge (entries)
  ZipArchive(const std::filesystem::path& path, const WorkbookLimits& limits);

  [[nodiscard]] bool has(const std::string& name) const;
  /// The bytes of an entry, found whatever its letters' case; nothing when there is none.
  /// @throws Error kWorkbookEncrypted, kWorkbookTooLarge, kWorkbookDamaged
  [[nodiscard]] std::optional<std::string> part(const std::string& name);

 private:
  struct Close {
    void operator()(::zip* archive) const;
  };
  [[nodiscard]] std::string unpack(std::uint64_t index, const std::string& name);

  std::filesystem::path path_;
  WorkbookLimits limits_;
  std::uint64_t unpacked_ = 0;
  std::unique_ptr<::zip, Close> archive_;
};

}  // namespace sondeo::ingest::detail
