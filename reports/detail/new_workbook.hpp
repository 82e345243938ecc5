#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include <xlsxwriter.h>

#include "engine/base/memory_watch.hpp"

namespace sondeo::reports::detail {

/// A workbook that is being written. Unless it is closed it is given up.
class NewWorkbook {
 public:
  /// @throws std::bad_alloc
  explicit NewWorkbook(std::filesystem::path file);

  [[nodiscard]] lxw_workbook* get() const { return workbook_.get(); }
  /// A title, if there is one, and the same day in all, so that the same figures give the same bytes.
  /// @throws Error kOutputFailed
  void describe(std::optional<std::string> title);
  /// @return nothing for a name that the format refuses
  /// @throws std::bad_alloc
  [[nodiscard]] lxw_worksheet* add_sheet(const std::string& name);
  /// Writes the file. @throws Error kOutputFailed; std::bad_alloc for memory that failed since the beginning
  void close();

 private:
  struct End {
    void operator()(lxw_workbook* workbook) const { lxw_workbook_free(workbook); }
  };

  std::filesystem::path file_;
  std::string folder_;  ///< of the library's temporary files
  MemoryWatch memory_;
  std::unique_ptr<lxw_workbook, End> workbook_;
};

}  // namespace sondeo::reports::detail
