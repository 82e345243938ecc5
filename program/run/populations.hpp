#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "program/run/estimated_block.hpp"
#include "reports/protection.hpp"

namespace sondeo::run {

/// Where a row of the result table publishes a count of a population.
struct CountUse {
  std::size_t partition = 0;  ///< of the population
  std::int32_t part = 0;      ///< of the partition
  std::size_t row = 0;        ///< of the result table
};

/// The cases that counts are of: the base of an indicator, or those of it with the event.
struct Population {
  std::vector<std::int8_t> members;                   ///< of a level's rows
  std::vector<std::int8_t> possible;                  ///< who could be one of them: the base
  std::vector<std::vector<std::int32_t>> partitions;  ///< part of each row; -1: in none
  std::vector<CountUse> uses;
};

/// A population's counts as a release, and which rows of the result publish each.
struct PopulationRelease {
  reports::Release release;
  std::vector<std::vector<std::size_t>> rows;  ///< [cells]
  /// The count behind each use, of the population and of those linked to it: population, use.
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> cell_of_use;
};

/// Which counts a row of the result publishes: positions of populations and their uses.
struct RowCounts {
  std::size_t row = 0;
  std::size_t base = 0;      ///< the population that `n` counts
  std::size_t base_use = 0;  ///< of it
  bool has_events = false;   ///< what follows is there
  bool yes_no = false;       ///< the rest of the base is a count of cases too
  std::size_t events = 0;    ///< the population of the cases with the event
  std::size_t events_use = 0;
};

/// The populations of a run's figures, each once however many tables count it.
class Populations {
 public:
  /// @param row_of  rows of the result table by `row_key`
  void add(const EstimatedBlock& block, std::size_t columns,
           const std::map<std::string, std::size_t>& row_of);

  [[nodiscard]] const std::vector<Population>& all() const { return populations_; }
  [[nodiscard]] const std::vector<RowCounts>& rows() const { return rows_; }

  /// Whether one population is the other among fewer cases, as under a narrower universe: its counts are
  /// parts of the other's.
  [[nodiscard]] bool is_part(std::size_t part, std::size_t whole) const;

  /// The counts of a population, of its parts and of their bases by atoms; nothing is withheld or sensitive
  /// yet.
  [[nodiscard]] PopulationRelease release_of(std::size_t number) const;

 private:
  std::size_t population(const LevelFrame* frame, std::vector<std::int8_t> members,
                         std::span<const std::int8_t> possible);
  static std::size_t partition(Population& population, std::vector<std::int32_t> parts);
  [[nodiscard]] std::vector<std::size_t> linked_to(std::size_t number) const;
  [[nodiscard]] std::vector<std::int32_t> atoms_of_rows(std::span<const std::size_t> linked) const;
  /// And those that count the cases from which their members come.
  [[nodiscard]] std::vector<std::size_t> with_bases(std::vector<std::size_t> linked) const;
  /// Whether some of them are split into the same parts.
  [[nodiscard]] bool splits_alike(std::span<const std::size_t> linked,
                                  const std::vector<std::int32_t>& parts) const;
  void add_target(const EstimatedBlock& block, const estimation::Target& target, std::size_t columns,
                  const std::map<std::string, std::size_t>& row_of);

  std::vector<Population> populations_;
  std::multimap<std::uint64_t, std::size_t> by_hash_;
  std::vector<const LevelFrame*> frames_;  ///< of each population
  std::vector<RowCounts> rows_;
};

}  // namespace sondeo::run
