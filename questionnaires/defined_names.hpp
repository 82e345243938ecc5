#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "questionnaires/instrument.hpp"

namespace sondeo::questionnaires {

/// A record level and the one above it; "" for a root.
struct LevelLink {
  std::string level;
  std::string parent;
};

/// What a study's texts say about a name, before any data file is looked at.
struct Definition {
  enum class Kind { kConstruct, kItem, kMapped };
  Kind kind = Kind::kConstruct;
  std::string level;
  Place place;
};

/// The constructs, items and mapped variables of a study by name. A standard item of a template counts only
/// where it is mapped, and a construct only when what it is made of counts; a name that neither the
/// instrument nor `[map]` knows is taken for a variable of the file.
class DefinedNames {
 public:
  /// @param levels  of the study, each with its parent; what names no level belongs to the first root
  DefinedNames(const Instrument& instrument, std::span<const LevelLink> levels);

  /// `[map]` gives the item a variable at that level.
  void add_mapped(const std::string& level, const Written& item);
  void add_construct(const Construct& construct);
  /// To be called once all is added. @throws Error  for an expression that does not parse
  void settle();

  /// Whether all that the expression is made of counts. @throws Error  when it does not parse
  [[nodiscard]] bool knows(const Written& expression);
  /// Where the name is defined and counts.
  [[nodiscard]] std::vector<Definition> find(std::string_view name) const;

  /// The level nearest to the root at which every name is known, or "" when there is none.
  [[nodiscard]] std::string level_knowing(std::span<const std::string> names) const;
  /// Whether `level` is `above` or below it.
  [[nodiscard]] bool reaches(const std::string& level, const std::string& above) const;
  [[nodiscard]] std::string parent_of(const std::string& level) const;

 private:
  struct Entry {
    Definition definition;
    std::vector<Written> expressions;  ///< of a construct
    enum class State { kUnknown, kAsked, kCounts, kLacks } state = State::kUnknown;
  };

  void add(const std::string& name, const Definition& definition, std::vector<Written> expressions);
  bool counts(Entry& entry);
  [[nodiscard]] std::string level_or_root(const std::string& level) const;
  [[nodiscard]] std::vector<std::string> counting_names() const;

  std::vector<LevelLink> levels_;
  std::multimap<std::string, Entry, std::less<>> entries_;
  std::set<std::string, std::less<>> unmapped_;  ///< standard items without a variable
};

}  // namespace sondeo::questionnaires
