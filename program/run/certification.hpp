#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "program/run/execute.hpp"

namespace sondeo::run {

/// A figure that is known, beside what this installation computes.
struct CertifiedFigure {
  std::string set;     ///< "michelso"; "apistrat"
  std::string figure;  ///< "mean", "standard deviation", "se of total"
  double certified = 0;
  double found = 0;
  double needed = 0;  ///< digits that must agree

  /// Digits that agree: -log10 of the relative error, 15 at most. 0 where nothing was found.
  [[nodiscard]] double digits() const;
  [[nodiscard]] bool holds() const { return digits() >= needed; }
};

/// Means and standard deviations of the nine univariate sets of NIST's Statistical Reference Datasets, from
/// the estimate and the standard error of a simple random sample. Needed are the digits that the doubles
/// nearest to the data have.
/// @source https://www.itl.nist.gov/div898/strd/univ/homepage.html
[[nodiscard]] std::vector<CertifiedFigure> certified_sets();

/// Figures of R survey 4.1's stratified sample of schools (`apistrat`, with population sizes), through all
/// that a study takes: written as .sav, read by the guarded reader, described by a study file, estimated.
/// @param folder  of one's own, to write into
/// @throws Error  what a study's run throws: the reader is absent, ...
[[nodiscard]] std::vector<CertifiedFigure> certified_survey(const std::filesystem::path& folder,
                                                            const RunOptions& options);

/// How fast a table of 12 means by 8 breakdowns is estimated from rows in memory.
struct MeasuredSpeed {
  std::size_t rows = 0;
  std::size_t estimates = 0;
  double seconds = 0;
};
[[nodiscard]] MeasuredSpeed measured_speed(unsigned threads);

}  // namespace sondeo::run
