#include "program/cli/progress_line.hpp"

#include <chrono>
#include <string>

#include <fmt/format.h>
#include <unistd.h>

#include "program/cli/language.hpp"
#include "reports/terminal.hpp"

namespace sondeo::cli {

namespace {

constexpr double kSecondsOfSilence = 0.5;
constexpr double kSecondsBetween = 0.1;

double seconds_now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void print(const std::string& text) {
  // What is lost here is lost: progress must not end a run.
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text.data(), text.size());
}

}  // namespace

ProgressLine::ProgressLine(bool quiet)
    : enabled_(!quiet && isatty(STDERR_FILENO) == 1), started_(seconds_now()) {}

ProgressLine::~ProgressLine() { clear(); }

void ProgressLine::clear() {
  if (shown_) print("\r\x1b[K");
  shown_ = false;
}

Progress ProgressLine::callback() {
  if (!enabled_) return {};
  return [this](std::size_t done, std::size_t total) { show(done, total); };
}

void ProgressLine::show(std::size_t done, std::size_t total) {
  const double now = seconds_now();
  // Less done than before: another read has begun, with its own rate.
  if (done < done_) started_ = now;
  done_ = done;
  const double elapsed = now - started_;
  if (elapsed < kSecondsOfSilence || now - last_ < kSecondsBetween) return;
  last_ = now;
  shown_ = true;
  const double rate = static_cast<double>(done) / elapsed;
  const Argument rows{"rows", reports::grouped(static_cast<double>(done), 0)};
  const Argument speed{"speed", reports::grouped(rate, 0)};
  std::string text;
  if (total == 0 || done == 0) {
    text = say("reading: {rows} rows, {speed} rows/s", {rows, speed});
  } else {
    const double share = static_cast<double>(done) / static_cast<double>(total);
    const double left = static_cast<double>(total - done) / rate;
    text = say("reading: {percent}% of {total} rows, {speed} rows/s, {seconds} s left",
               {{"percent", fmt::format("{:.0f}", 100 * share)},
                {"total", reports::grouped(static_cast<double>(total), 0)},
                speed,
                {"seconds", fmt::format("{:.0f}", left)}});
  }
  print(fmt::format("\r{}\x1b[K", text));
}

}  // namespace sondeo::cli
