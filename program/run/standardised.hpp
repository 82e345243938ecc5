#pragma once

#include <map>
#include <optional>
#include <vector>

#include "engine/estimation/composite_rows.hpp"
#include "program/run/scored_cells.hpp"
#include "program/run/standard_population.hpp"

namespace sondeo::run {

/// Direct standardisation: theta = sum_g p_g theta_g, in every domain with the shares p_g of the standard
/// population, which are taken as known. Means, proportions and rates are standardised, but in
/// disaggregations by a standardising variable; all other rows say that they are not.
/// @source survey-statistics 8; R survey svystandardize
class Standardised {
 public:
  /// Finds the estimates of the groups; nothing is done where the study asks for no standardisation.
  /// @throws Error kStandardNothing, and of `read_standard_population`
  Standardised(const Study& study, ScoredLevels& levels, const RunOptions& options);

  /// Puts the standardised figures into the rows of the crude ones, whose counts stay.
  /// @throws Error kStandardThin, kStandardGroupAbsent
  void write(const estimation::EstimateSpec& spec, std::vector<estimation::Estimate>& rows);

 private:
  /// A domain of one target.
  struct Domain {
    ScoredCells* cells;
    std::size_t target;
    std::size_t breakdown;
    std::size_t cell;
    std::vector<std::optional<std::size_t>> groups;  ///< its estimate in each group of the population
  };
  /// A group with rows that the population does not have.
  struct Stray {
    ScoredCells* cells;
    std::size_t number;
    std::string group;
  };

  void locate(ScoredCells& cells);
  void locate_strays(ScoredCells& cells, std::size_t target, std::span<const Formula> by);
  void add_domains(ScoredCells& cells, std::size_t target, std::span<const Formula> by);
  void refuse_strays() const;
  void refuse_thin(std::span<const estimation::Estimate> rows) const;
  void set_row(const Domain& domain, const estimation::EstimateSpec& spec, estimation::Estimate& row);
  [[nodiscard]] static std::vector<std::string> key_of(const estimation::Estimate& row);
  [[nodiscard]] std::vector<std::string> key_of(const Domain& domain) const;

  const std::optional<estimation::StandardSpec>& standard_;
  StandardPopulation population_;
  std::vector<Domain> domains_;
  std::vector<Stray> strays_;
  std::map<std::vector<std::string>, std::size_t> domain_of_row_;  ///< by what a row is about
  std::map<const LevelEstimates*, estimation::CompositeRows> writers_;
};

}  // namespace sondeo::run
