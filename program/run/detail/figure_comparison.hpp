#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "program/run/estimated_figures.hpp"
#include "published/verification.hpp"

namespace sondeo::run::detail {

/// Compares printed figures with those of one result after the other, in the unit in which they are printed.
class FigureComparison {
 public:
  /// @param own  the study's figures, from which a unit that nobody says is read
  FigureComparison(const published::PrintedFigures& printed, const EstimatedFigures& own);

  /// The verdict of each figure under the study itself.
  void compare(std::vector<published::VerifiedFigure>& out);
  /// Which differing figures another result gives, and which matching ones it does not.
  void count(const EstimatedFigures& other, published::Convention& convention);
  /// Digits cut off, or rounded twice.
  void count_rounding(std::vector<published::Convention>& conventions);
  /// Figures that stand beside the code of another group.
  void count_other_codes(std::vector<published::Convention>& conventions);
  /// Names beside each differing figure what reproduces it: of several the first of the sorted conventions.
  void name_conventions(const std::vector<published::Convention>& sorted,
                        std::vector<published::VerifiedFigure>& figures) const;
  /// Units that were read from the figures, by indicator.
  [[nodiscard]] const std::map<std::string, std::string>& inferred_units() const { return inferred_; }

 private:
  /// What a row's figure is multiplied by, and the unit that this gives.
  struct Printed {
    double factor = 1;
    std::string unit;
  };
  [[nodiscard]] Printed scale_of(const published::PrintedFigure& figure,
                                 const estimation::Estimate& row) const;
  void infer_scales();
  [[nodiscard]] std::vector<double> shown(const published::PrintedFigure& figure,
                                          const EstimatedFigures& figures) const;
  [[nodiscard]] bool gives(const published::PrintedFigure& figure, const std::vector<double>& values) const;
  void add(published::Convention convention, const std::vector<bool>& reproduced,
           std::vector<published::Convention>& conventions);
  [[nodiscard]] bool stands_for(const std::vector<std::size_t>& of_domain,
                                const std::map<std::string, std::string>& domain) const;

  const published::PrintedFigures& printed_;
  const EstimatedFigures& own_;
  std::map<std::pair<std::string, bool>, published::PrintedUnit>
      scales_;  ///< by indicator, whether of the CV
  std::map<std::string, std::string> inferred_;
  std::vector<published::Verdict> verdicts_;
  std::map<std::string, std::vector<bool>> reproduced_;  ///< [figures] by convention
  std::map<std::size_t, std::string> other_codes_;       ///< of the figures that stand beside another code
};

}  // namespace sondeo::run::detail
