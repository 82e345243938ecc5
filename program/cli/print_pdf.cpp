#include "program/cli/print_pdf.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/base/diagnostic.hpp"
#include "engine/base/process_start.hpp"
#include "program/cli/codes.hpp"

namespace sondeo::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::array<const char*, 4> kBrowsers = {"chromium", "chromium-browser", "google-chrome",
                                                  "google-chrome-stable"};
constexpr std::chrono::seconds kLongest{180};

[[noreturn]] void refuse(const fs::path& file, const std::string& reason) {
  throw Error({code::kPdfFailed, {{"file", file.string()}, {"reason", reason}}, {}, {}, {}});
}

/// Where a program is on PATH; empty if it is nowhere.
fs::path on_path(const char* program) {
  const char* variable = std::getenv("PATH");
  std::string_view rest = variable == nullptr ? "" : variable;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(':'), rest.size());
    fs::path candidate = fs::path(rest.substr(0, end)) / program;
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (candidate.is_absolute() && ::access(candidate.c_str(), X_OK) == 0) return candidate;
  }
  return {};
}

/// Waits for a process and ends all of its group when it takes too long. @return whether it ended well
bool ended_well(pid_t process) {
  const auto last = std::chrono::steady_clock::now() + kLongest;
  int status = 0;
  pid_t ended = 0;
  while ((ended = ::waitpid(process, &status, WNOHANG)) == 0 && std::chrono::steady_clock::now() < last) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  ::kill(-process, SIGKILL);  // and what it may have left behind
  if (ended == 0) ::waitpid(process, &status, 0);
  return ended == process && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/// Puts one date into the places where the browser wrote the hour of printing; the lengths stay.
void set_dates(std::string& pdf) {
  constexpr std::string_view kDate = "19800101000000";
  for (const std::string_view key : {"/CreationDate (D:", "/ModDate (D:"}) {
    const std::size_t at = pdf.find(key);
    if (at != std::string::npos && at + key.size() + kDate.size() < pdf.size()) {
      pdf.replace(at + key.size(), kDate.size(), kDate);
    }
  }
}

}  // namespace

ScratchFolder::ScratchFolder() {
  std::error_code fault;
  fs::path base = fs::temp_directory_path(fault);
  if (fault) base = "/tmp";
  std::string name = (base / "sondeo-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) refuse(base, std::strerror(errno));
  path_ = name;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

PdfPrinter::PdfPrinter() {
  for (const char* name : kBrowsers) {
    browser_ = on_path(name);
    if (!browser_.empty()) return;
  }
  throw Error({code::kPdfNoBrowser, {{"names", fmt::format("{}", fmt::join(kBrowsers, ", "))}}, {}, {}, {}});
}

void PdfPrinter::print(const fs::path& page, const std::string& language, const fs::path& pdf,
                       Interrupt& interrupt) const {
  InterruptGuard guard(interrupt);
  std::optional<ScratchFolder> made;
  guard.guard([&] { return made.emplace().path(); });
  const ScratchFolder& scratch = *made;
  const fs::path printed = scratch.path() / "report.pdf";
  std::vector<std::string> arguments = {
      "--headless=new",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--disable-extensions",
      "--disable-background-networking",
      "--no-first-run",
      "--no-pdf-header-footer",
      fmt::format("--user-data-dir={}", (scratch.path() / "profile").string()),
      fmt::format("--print-to-pdf={}", printed.string())};
  if (::geteuid() == 0) arguments.emplace_back("--no-sandbox");  // its sandbox refuses to serve root
  arguments.push_back(fmt::format("file://{}#{}", page.string(), language));
  const std::vector<std::string> environment = {"HOME=" + scratch.path().string(), "LANG=C.UTF-8",
                                                "PATH=/usr/local/bin:/usr/bin:/bin"};
  ProcessStart start;
  start.in_own_group();
  const pid_t process = start.run(browser_, std::move(arguments), environment).process;
  if (process < 0) refuse(pdf, browser_.string());
  interrupt.guard_group(process);
  const bool well = ended_well(process);
  interrupt.release_group(process);
  if (!well) refuse(pdf, browser_.string());
  std::ifstream stream(printed, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  if (!text.starts_with("%PDF-")) refuse(pdf, browser_.string());
  set_dates(text);
  std::ofstream out(pdf, std::ios::binary | std::ios::trunc);
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
  out.close();
  if (!out) refuse(pdf, std::strerror(errno));
}

}  // namespace sondeo::cli
