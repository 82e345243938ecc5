#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/base/diagnostic.hpp"
#include "questionnaires/catalogue.hpp"
#include "questionnaires/defined_names.hpp"

namespace sondeo::questionnaires {

/// A figure of the catalogue under a study: computable when `missing` is empty and its ages were asked.
struct FigureStatus {
  std::string id;
  std::string level;                 ///< of its base; empty where it cannot be computed
  std::vector<std::string> missing;  ///< standard constructs that nobody defines
  bool of_other_ages = false;        ///< the questionnaire asked fewer ages than the figure is of
  [[nodiscard]] bool computable() const { return missing.empty() && !of_other_ages && !level.empty(); }
};

/// A standard construct under a study.
struct ConstructStatus {
  enum class State { kDefined, kFollows, kMissing };
  std::string id;
  State state = State::kMissing;
  std::vector<Definition> definitions;  ///< of kDefined
};

struct EntryStatus {
  std::vector<ConstructStatus> constructs;
  std::vector<FigureStatus> figures;
  std::vector<FigureStatus> derived;
};

/// Turns entries of the catalogue into a study's own indicators. What it adds goes to `instrument`.
class CatalogueExpansion {
 public:
  /// What was added for an entry.
  struct Added {
    std::vector<std::string> indicators;  ///< ids
    std::vector<estimation::DerivedSpec> derived;
  };

  /// @throws Error kCatalogueUnknown  for a binding to an id that the catalogue lacks
  CatalogueExpansion(Instrument& instrument, DefinedNames& names);

  [[nodiscard]] EntryStatus status(const CatalogueEntry& entry) const;

  /// Adds every figure that can be computed.
  /// @param asked     the id in the study, for the places of messages
  /// @throws Error kCatalogueMissing, kCatalogueAges  when none can be
  Added add_entry(const CatalogueEntry& entry, const Written& asked, Diagnostics& findings);
  /// Adds one figure, or one function with its figures.
  /// @throws Error kCatalogueMissing, kCatalogueAges
  Added add_figure(const CatalogueEntry& entry, const Written& asked);

 private:
  using Missing = std::vector<std::string>;
  [[nodiscard]] FigureStatus status_of(const CatalogueEntry& entry, const CatalogueFigure& figure) const;
  [[nodiscard]] FigureStatus status_of(const CatalogueEntry& entry,
                                       const estimation::DerivedSpec& derived) const;
  [[nodiscard]] const CatalogueBinding* binding_of(const CatalogueEntry& entry) const;
  void collect_missing(const CatalogueEntry& entry, const Written& expression, Missing& missing) const;
  [[nodiscard]] std::string level_of(const CatalogueEntry& entry, const CatalogueFigure& figure) const;
  [[nodiscard]] std::string level_knowing(const CatalogueEntry& entry,
                                          const std::vector<const Written*>& expressions) const;
  void collect_roots(const CatalogueEntry& entry, const Written& expression,
                     std::vector<std::string>& names) const;
  void add_constructs(const CatalogueEntry& entry, const Written& expression);
  void make(const CatalogueEntry& entry, const CatalogueFigure& figure, const FigureStatus& status,
            const Written& asked, Added& added);
  [[nodiscard]] bool has_indicator(const std::string& id) const;

  Instrument& instrument_;
  DefinedNames& names_;
};

}  // namespace sondeo::questionnaires
