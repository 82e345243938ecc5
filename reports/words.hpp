#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sondeo::reports {

/// What stands around the figures of a published table, in one language (`reports/words`).
class Words {
 public:
  /// @throws Error(kInternal) for a language that `word_languages` does not have
  explicit Words(std::string_view language);

  /// The word for a key of the files; the key itself where they have none (a unit of the study's own).
  [[nodiscard]] std::string operator()(const std::string& key) const;
  /// Every key with its word.
  [[nodiscard]] const std::map<std::string, std::string, std::less<>>& all() const { return *words_; }

 private:
  const std::map<std::string, std::string, std::less<>>* words_ = nullptr;  ///< of the program, for its life
};

/// "percent", "per 1000", "per 500"; a variable's own unit as it is.
[[nodiscard]] std::string unit_word(const std::string& unit, const Words& words);

/// A measure and its unit: "proportion, percent".
[[nodiscard]] std::string measure_word(const std::string& measure, const std::string& unit,
                                       const Words& words);

/// What a category is called: its label, or its code; of quantiles, whose codes are p0.5 and the like,
/// "median" and "percentile 25".
[[nodiscard]] std::string category_text(const std::string& measure, const std::string& category,
                                        const std::string& label, const Words& words);

/// The word of an id whose keys begin with `prefix`; the id itself where there is none.
[[nodiscard]] std::string prefixed_word(const std::string& prefix, const std::string& id, const Words& words);

/// A record level, or a role of weights named like one, by its word: "woman". One of the study's own making
/// is shown by its id.
[[nodiscard]] std::string level_word(const std::string& level, const Words& words);

/// What a fact of the provenance is about: "Data: woman" of "data.woman".
[[nodiscard]] std::string provenance_word(const std::string& name, const Words& words);

/// The languages that published tables speak.
[[nodiscard]] std::vector<std::string> word_languages();

}  // namespace sondeo::reports
