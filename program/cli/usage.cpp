#include "program/cli/usage.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include "program/cli/language.hpp"

namespace sondeo::cli {

namespace {

std::string megabytes(int who) {
  rusage used{};
  getrusage(who, &used);
  return std::to_string(used.ru_maxrss / 1024);
}

}  // namespace

std::string Usage::line(std::size_t parts) const {
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - started_;
  std::string line = say("time {seconds} s, most memory {memory} MB, of the reader {reader} MB",
                         {{"seconds", fmt::format("{:.2f}", elapsed.count())},
                          {"memory", megabytes(RUSAGE_SELF)},
                          {"reader", megabytes(RUSAGE_CHILDREN)}});
  if (parts > 1) line += say(", rows read in {parts} parts", {{"parts", std::to_string(parts)}});
  return line + "\n";
}

}  // namespace sondeo::cli
