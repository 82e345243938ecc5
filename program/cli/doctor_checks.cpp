#include "program/cli/doctor_checks.hpp"

#include <algorithm>
#include <fstream>
#include <functional>
#include <set>
#include <string_view>

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "engine/base/diagnostic.hpp"
#include "engine/ingest/codes.hpp"
#include "engine/ingest/file.hpp"
#include "program/cli/language.hpp"
#include "program/cli/messages/messages.hpp"
#include "program/cli/print_pdf.hpp"
#include "program/cli/program_folder.hpp"
#include "program/cli/render.hpp"
#include "program/run/manifest.hpp"
#include "reports/html/page_parts.hpp"
#include "reports/terminal.hpp"

namespace sondeo::cli {

namespace {

namespace fs = std::filesystem;
using run::CertifiedFigure;

constexpr double kMegabyte = 1 << 20U;

/// Does a check; a fault that it throws is what it found.
DoctorCheck looked_at(const char* name, const std::function<DoctorCheck()>& look) {
  try {
    DoctorCheck check = look();
    check.name = name;
    return check;
  } catch (const Error& error) {
    const Diagnostic& fault = error.diagnostic();
    return {name, CheckStatus::kFailed, fmt::format("{}: {}", code_name(fault), message(fault))};
  } catch (const std::exception& error) {
    return {name, CheckStatus::kFailed, error.what()};
  }
}

/// How many of the figures hold, and the least digits that they have.
DoctorCheck of_figures(const std::vector<CertifiedFigure>& figures) {
  std::size_t good = 0;
  std::string wrong;
  for (const auto& figure : figures) {
    if (figure.holds()) ++good;
    if (!figure.holds() && wrong.empty()) wrong = fmt::format("{} ({})", figure.set, figure.figure);
  }
  const Argument of{"count", std::to_string(figures.size())};
  const Argument held{"good", std::to_string(good)};
  if (good == figures.size() && good > 0)
    return {"", CheckStatus::kGood, say(N_("{count} figures agree"), {of})};
  return {"", CheckStatus::kFailed,
          say(N_("{good} of {count} figures agree; the first that does not: {wrong}"),
              {held, of, {"wrong", wrong}})};
}

/// A file that is named as one of SPSS, is none behind its first bytes, and must be refused as such.
DoctorCheck refuses_damage(const fs::path& folder) {
  const fs::path file = folder / "damaged.sav";
  std::ofstream(file, std::ios::binary) << "$FL2@(#) damaged" << std::string(500, '\x7F');
  try {
    static_cast<void>(ingest::describe(file, {}));
  } catch (const Error& error) {
    if (error.diagnostic().code == code::kFileDamaged) {
      return {"", CheckStatus::kGood, say(N_("a damaged file is refused by the reader process"))};
    }
    throw;
  }
  return {"", CheckStatus::kFailed, say(N_("a damaged file was taken for a good one"))};
}

DoctorCheck catalogue() {
  const fs::path program = program_folder();
  for (const auto& folder : {program / "share" / "locale", program.parent_path() / "share" / "locale"}) {
    std::error_code ignored;
    if (fs::exists(folder / "es" / "LC_MESSAGES" / "sondeo.mo", ignored)) {
      return {"", CheckStatus::kGood, say(N_("Spanish and English"))};
    }
  }
  return {"", CheckStatus::kFailed,
          say(N_("the Spanish catalogue (share/locale/es/LC_MESSAGES/sondeo.mo) is not beside the program"))};
}

DoctorCheck pictures() {
  if (reports::page_has_charts()) return {"", CheckStatus::kGood, say(N_("reports have charts and maps"))};
  return {"", CheckStatus::kNote,
          say(N_("built without the page's packages: reports have tables and no charts"))};
}

DoctorCheck browser() {
  try {
    static_cast<void>(PdfPrinter());
    return {"", CheckStatus::kGood, say(N_("a browser that prints reports is on PATH"))};
  } catch (const Error& error) {
    return {"", CheckStatus::kNote, message(error.diagnostic())};
  }
}

DoctorCheck scratch(const fs::path& folder) {
  struct statvfs space {};
  if (::statvfs(folder.c_str(), &space) != 0) return {"", CheckStatus::kNote, folder.parent_path().string()};
  const double free = static_cast<double>(space.f_bavail) * static_cast<double>(space.f_frsize);
  return {"", CheckStatus::kGood,
          say(N_("{folder}, {megabytes} MB free"), {{"folder", folder.parent_path().string()},
                                                    {"megabytes", reports::grouped(free / kMegabyte, 0)}})};
}

std::string limit_of(__rlimit_resource_t resource, double unit) {
  struct rlimit limit {};
  if (::getrlimit(resource, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return say(N_("no limit"));
  return reports::grouped(static_cast<double>(limit.rlim_cur) / unit, 0);
}

DoctorCheck limits() {
  const double memory =
      static_cast<double>(::sysconf(_SC_PHYS_PAGES)) * static_cast<double>(::sysconf(_SC_PAGESIZE));
  return {"", CheckStatus::kNote,
          say(N_("memory {memory} MB, processors {processors}; of a process: address space in MB {space}, "
                 "size of a "
                 "file in MB {file}, open files {files}, processes {processes}"),
              {{"memory", reports::grouped(memory / kMegabyte, 0)},
               {"processors", std::to_string(::sysconf(_SC_NPROCESSORS_ONLN))},
               {"space", limit_of(RLIMIT_AS, kMegabyte)},
               {"file", limit_of(RLIMIT_FSIZE, kMegabyte)},
               {"files", limit_of(RLIMIT_NOFILE, 1)},
               {"processes", limit_of(RLIMIT_NPROC, 1)}})};
}

DoctorCheck speed(const run::MeasuredSpeed& measured) {
  return {"", CheckStatus::kNote,
          say(N_("{estimates} estimates from {rows} rows in {milliseconds} ms: {speed} rows/s"),
              {{"estimates", reports::grouped(static_cast<double>(measured.estimates), 0)},
               {"rows", reports::grouped(static_cast<double>(measured.rows), 0)},
               {"milliseconds", reports::grouped(1000 * measured.seconds, 0)},
               {"speed", reports::grouped(static_cast<double>(measured.rows) / measured.seconds, 0)}})};
}

/// Names of the shared libraries' files, links followed: they have the version in them.
std::vector<std::string> loaded_libraries() {
  std::set<std::string> names;
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    const std::size_t path = line.find('/');
    if (path == std::string::npos || line.find(".so", path) == std::string::npos) continue;
    names.insert(fs::path(line.substr(path)).filename().string());
  }
  return {names.begin(), names.end()};
}

}  // namespace

bool Examination::failed() const {
  return std::any_of(checks.begin(), checks.end(),
                     [](const DoctorCheck& check) { return check.status == CheckStatus::kFailed; });
}

Examination examine(unsigned threads) {
  Examination found;
  found.built_with = run::built_with();
  found.loaded = loaded_libraries();
  const ScratchFolder folder;
  run::RunOptions options;
  options.threads = threads;
  const auto add = [&found](const char* name, const std::function<DoctorCheck()>& look) {
    found.checks.push_back(looked_at(name, look));
  };
  const auto known = [&found](std::vector<CertifiedFigure> figures) {
    found.figures.insert(found.figures.end(), figures.begin(), figures.end());
    return of_figures(figures);
  };
  add("nist", [&] { return known(run::certified_sets()); });
  add("survey", [&] { return known(run::certified_survey(folder.path(), options)); });
  add("reader", [&] { return refuses_damage(folder.path()); });
  add("languages", catalogue);
  add("charts", pictures);
  add("pdf", browser);
  add("folder", [&] { return scratch(folder.path()); });
  add("limits", limits);
  add("speed", [&] {
    found.speed = run::measured_speed(threads);
    return speed(*found.speed);
  });
  return found;
}

}  // namespace sondeo::cli
