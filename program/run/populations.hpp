#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/shared.hpp"
#include "engine/base/shared_pool.hpp"
#include "program/run/estimated_block.hpp"
#include "reports/protection.hpp"

namespace sondeo::run {

/// Where a row of the result table publishes a count of a population.
struct CountUse {
  std::size_t partition = 0;                           ///< of the population
  std::int32_t part = 0;                               ///< of the partition
  std::size_t row = 0;                                 ///< of the result table
  std::size_t weights = reports::ReleaseCell::kCases;  ///< whose sum the row publishes too
};

/// Part of each row, -1: in none. Many populations share one.
using Partition = Shared<std::vector<std::int32_t>>;

/// The cases that counts are of: the base of an indicator, or those of it with the event.
struct Population {
  std::vector<std::int8_t> members;   ///< of a level's rows
  std::vector<std::int8_t> possible;  ///< who could be one of them: the base
  std::vector<std::int8_t> certain;   ///< who is in all of the bases, where there are several
  std::vector<Partition> partitions;
  std::vector<CountUse> uses;
  [[nodiscard]] bool is_base() const { return members == possible; }
};

/// Cases that no count tells apart.
struct Kinds {
  std::vector<std::int32_t> of_row;  ///< -1: none
  std::vector<std::size_t> row_of;   ///< a row of each
  std::size_t count = 0;
  void split(const std::vector<std::int32_t>& parts);
};

/// A population's counts as a release, and which rows of the result publish each.
struct PopulationRelease {
  reports::Release release;
  std::vector<std::vector<std::size_t>> rows;  ///< [cells]
  /// The sum of weights beside a count: count, weights.
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> sum_of;
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

  /// Whose weights the outsider can tell: where for half of the cases some part of the tables has one weight
  /// alone, as a stratum of equal chances. Asked once, after all blocks were added.
  void find_known_weights();

  [[nodiscard]] const std::vector<Population>& all() const { return populations_; }
  [[nodiscard]] const std::vector<RowCounts>& rows() const { return rows_; }

  /// Whether one population is the other among fewer cases, as under a narrower universe: its counts are
  /// parts of the other's.
  [[nodiscard]] bool is_part(std::size_t part, std::size_t whole) const;

  /// Populations that are protected together: those whose cases are cases of each other (physical violence,
  /// any violence), or all the others of one base; both are found in the data, and include the ones that the
  /// definitions imply. Each of `numbers` is in one family, with all that are linked to it.
  [[nodiscard]] std::vector<std::vector<std::size_t>> families(std::span<const std::size_t> numbers) const;

  /// The counts of a family and of its parts by atoms; nothing is withheld or sensitive yet. In a small
  /// release the outsider knows of the bases what is published; in a large one, or where the family's bases
  /// differ, how many cases of each kind there are.
  [[nodiscard]] PopulationRelease release_of(std::span<const std::size_t> family) const;

 private:
  /// What the rows of a level weigh in some indicators.
  struct Weights {
    const LevelFrame* frame = nullptr;
    std::vector<double> of_row;  ///< 0: in none of them
    bool known = false;          ///< to the outsider
  };
  /// Where a population's atoms stand in the release of a family.
  struct InFamily {
    std::size_t place = 0;
    bool is_part = false;
    std::size_t others = 0;  ///< of a base: where the atoms of those without the event stand; 0: no base
    std::span<const std::size_t> split_by;  ///< of a base: populations whose partitions the kinds follow
  };
  std::size_t population(const LevelFrame* frame, std::vector<std::int8_t> members,
                         std::span<const std::int8_t> possible);
  std::size_t weights(const LevelFrame* frame, std::span<const double> of_row);
  /// What a case of each kind weighs on average, the mean of all being 1.
  [[nodiscard]] static std::vector<double> weights_of(const Weights& weights, const Kinds& kinds);
  /// The sum of weights that a row publishes beside a count.
  static void add_sum(std::size_t count, const CountUse& use, PopulationRelease& made);
  static std::size_t partition(Population& population, const Partition& parts);
  /// Whether each case of one is a case of the other; bases are not asked.
  [[nodiscard]] bool is_nested(std::size_t inner, std::size_t outer) const;
  /// Whether they have one base and are all of it, without a case in common.
  [[nodiscard]] bool is_complement(std::size_t one, std::size_t other) const;
  [[nodiscard]] std::vector<std::size_t> with_parts(std::span<const std::size_t> family) const;
  /// @param family  how many of the populations, the first, are no parts of the others
  [[nodiscard]] Kinds kinds_of(std::span<const std::size_t> populations, std::size_t family) const;
  /// Whether they are of the same cases.
  [[nodiscard]] bool share_base(std::span<const std::size_t> family) const;
  /// The counts of the bases: atoms of those without the event are added. @pre the family shares its base
  void add_bases(std::span<const std::size_t> family, std::span<const std::size_t> populations,
                 const Kinds& kinds, PopulationRelease& made,
                 std::map<std::vector<std::uint32_t>, std::size_t>& cell_of) const;
  /// Whether some of them are split into the same parts.
  [[nodiscard]] bool splits_alike(std::span<const std::size_t> populations,
                                  const std::vector<std::int32_t>& parts) const;
  void add_relations(std::span<const std::size_t> family, reports::Release& release) const;
  void add_counts(std::size_t number, const InFamily& in, const Kinds& kinds, PopulationRelease& made,
                  std::map<std::vector<std::uint32_t>, std::size_t>& cell_of) const;
  void add_target(const EstimatedBlock& block, const estimation::Target& target,
                  std::span<const Partition> partitions, std::size_t columns,
                  const std::map<std::string, std::size_t>& row_of);

  std::vector<Population> populations_;
  SharedPool<std::vector<std::int32_t>> partitions_;
  std::multimap<std::uint64_t, std::size_t> by_hash_;
  std::vector<const LevelFrame*> frames_;  ///< of each population
  std::vector<RowCounts> rows_;
  std::vector<Weights> weights_;
};

}  // namespace sondeo::run
