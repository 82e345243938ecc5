#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/place.hpp"
#include "published/vocabulary.hpp"

namespace sondeo::published {

/// A code with its labels in every language.
struct NamedCode {
  std::string code;
  std::vector<std::string> labels;
};

/// A breakdown, or an indicator with its categories, and what it is called.
struct NamedCodes {
  std::string id;
  std::vector<std::string> labels;
  std::vector<NamedCode> codes;
};

/// What a study's tables can be about.
struct StudyNames {
  std::vector<NamedCodes> variables;
  std::vector<NamedCodes> indicators;
};

/// What a text of a heading or of the first columns means.
struct Meaning {
  enum class Kind { kIgnored, kTotal, kCode, kVariable, kIndicator, kStatistic, kUnit };
  Kind kind = Kind::kIgnored;
  std::string variable;  ///< of kCode and kVariable
  std::string code;      ///< of kCode; of kIndicator its category, may be empty
  std::string indicator;
  Statistic statistic = Statistic::kEstimate;
  PrintedUnit unit = PrintedUnit::kFraction;

  /// "region=3", "total", "se": for messages.
  [[nodiscard]] std::string text() const;
};

/// A text and what its user says it means: `--heading 'Mujeres=sex:2'`.
struct DeclaredHeading {
  Written heading;
  Written
      role;  ///< a statistic, "total", "ignore", VARIABLE:CODE, a variable, an indicator, INDICATOR:CATEGORY
};

/// Knows what texts mean in the tables of one study.
class Meanings {
 public:
  /// @throws Error kDeclaredRole  for a role that is none
  Meanings(const StudyNames& names, const std::vector<DeclaredHeading>& declared);

  /// All that the text can mean; empty: nothing that is known. What is declared goes before all else.
  [[nodiscard]] std::vector<Meaning> of(std::string_view text) const;
  /// The parts of a text like "Mujeres - Error estandar", when every part means something; else empty.
  [[nodiscard]] std::vector<std::vector<Meaning>> of_parts(std::string_view text) const;
  /// The only indicator whose label stands in a title, or nothing.
  [[nodiscard]] std::optional<Meaning> of_title(std::string_view text) const;
  [[nodiscard]] const Vocabulary& vocabulary() const { return vocabulary_; }
  /// Texts of headings that were declared and never met: by their position.
  [[nodiscard]] const std::vector<DeclaredHeading>& declared() const { return declared_; }

 private:
  void add(std::string_view label, const Meaning& meaning);
  void add_codes(const NamedCodes& named, bool indicator);
  [[nodiscard]] Meaning of_role(const Written& role, const StudyNames& names) const;

  Vocabulary vocabulary_;
  std::vector<DeclaredHeading> declared_;
  std::multimap<std::string, Meaning, std::less<>> known_;
  std::map<std::string, Meaning, std::less<>> by_declaration_;
  std::vector<std::pair<std::string, Meaning>> indicators_;  ///< label's compared form
};

}  // namespace sondeo::published
