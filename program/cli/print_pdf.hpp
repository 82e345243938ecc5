#pragma once

#include <filesystem>
#include <string>

#include "program/cli/interrupt.hpp"

namespace sondeo::cli {

/// Chromium, which prints the page of a report as PDF.
class PdfPrinter {
 public:
  /// Finds the browser on PATH. @throws Error kPdfNoBrowser
  PdfPrinter();

  /// Prints a page in one of its languages. The browser runs without a shell, in a folder of its own that is
  /// removed, and is killed when it takes too long or the program is interrupted. The same page gives the
  /// same bytes.
  /// @param pdf  is replaced
  /// @throws Error kPdfFailed
  void print(const std::filesystem::path& page, const std::string& language, const std::filesystem::path& pdf,
             Interrupt& interrupt) const;

 private:
  std::filesystem::path browser_;
};

/// A folder of this run alone, removed at its end.
class ScratchFolder {
 public:
  /// @throws Error kPdfFailed
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ScratchFolder(ScratchFolder&&) = delete;
  ScratchFolder& operator=(ScratchFolder&&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace sondeo::cli
