#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/place.hpp"
#include "engine/estimation/quantile_rule.hpp"
#include "engine/table/missing.hpp"

namespace sondeo::questionnaires {

/// A text by language code ("es", "en"); under "" the one given without a language.
using Texts = std::map<std::string, std::string>;
/// A code of an answer list.
using AnswerCode = std::variant<double, std::string>;

/// What the questionnaire asks; `id` may be a pattern: "f[01-06]".
struct Item {
  Written id;
  std::string level;
  Texts label;
  std::string section;
  std::vector<std::pair<AnswerCode, Texts>> codes;
  std::vector<std::pair<AnswerCode, Missing>> missing;
  std::optional<Written> universe;
  bool to_map = false;  ///< a standard item: it has answers only where a study's `[map]` names its variable
};

/// How missing answers enter a yes/no construct (indicators 0.1).
enum class MissingPolicy { kAnswered, kKleene, kDhsZero, kExplicitTotal, kExcludeReport };

/// How many incidents of a series count: at most a number, or a quantile of the counts of each offence.
struct SeriesCap {
  std::optional<double> at;
  std::optional<double> quantile;  ///< exactly one of the two
  std::optional<Written> by;       ///< the offence; absent: all alike
  std::optional<Written> weight;   ///< of the quantile; absent: all alike
  std::optional<Written> unknown;  ///< too many to remember: they get the cap, and do not make it
};

/// A derived variable.
struct Construct {
  Written id;
  std::string level;
  Texts label;
  Written expression;
  std::optional<MissingPolicy> policy;  ///< absent: `answered` for batteries of acts, else `kleene`
  double min_answered = 0.8;            ///< share of the acts asked, for kAnswered
  std::optional<Written> universe;
  std::string reference_period;  ///< "12 months", "lifetime"
  std::string harmonised;        ///< the common subset by which editions that ask otherwise are compared
  std::optional<SeriesCap> cap;
};

/// Categories by which estimates are broken down.
struct Disaggregation {
  Written id;
  std::string level;
  Texts label;
  Written expression;
  std::vector<std::pair<AnswerCode, Texts>> labels;
  std::string sdmx_dimension;
  std::vector<std::pair<AnswerCode, std::string>> sdmx_codes;
  bool applies_to_event = false;  ///< splits the numerator only
};

enum class Measure { kProportion, kMean, kTotal, kRatio, kRate, kShare, kQuantile, kMultiple, kCdf };

/// What is estimated (DESIGN 5).
struct Indicator {
  Written id;
  Texts label;
  Measure measure = Measure::kProportion;
  std::string level;                   ///< of the base; empty when the study has one level
  std::optional<Written> events;       ///< child level whose rows are the events
  std::optional<Written> numerator;    ///< absent for the number of events, and for a share of cases
  std::optional<Written> denominator;  ///< for proportion and rate: who is in the base; for ratio: x
  std::optional<Written> universe;
  std::optional<Written> weight;  ///< a role; absent: the level's default
  std::optional<Written> event_weight;
  std::optional<Written> categories;  ///< of a share: what the total of the numerator is distributed over
  std::vector<double> probabilities;  ///< of a quantile, each inside (0, 1)
  std::optional<estimation::QuantileRule> rule;  ///< of a quantile; absent: hf1
  bool of_responses = false;                     ///< of a multiple: per 1 response, not per 1 case
  std::vector<double> points;                    ///< of a cdf, ascending
  std::string reference_period;                  ///< "12 months", "lifetime"
  std::string harmonised;  ///< the common subset by which editions that define it otherwise are compared
  double per = 1;          ///< 1 fraction, 100 percent, N per N
  std::string unit;        ///< the variable's, for means and totals
  std::string sdg_indicator;
  std::string sdg_series;
  std::vector<std::pair<Written, Written>>
      sdg_dimensions;  ///< dimension and code of all its rows: AGE, Y_GE15
};

/// A rule that every record must keep.
struct Check {
  Written id;
  std::string level;
  Written rule;
  bool is_error = true;  ///< else a warning
  Texts message;
};

/// A deterministic correction of a variable, before anything is derived from it. Exactly one of value,
/// missing and expression says what the rows where the condition holds get.
struct Edit {
  Written id;
  std::string level;
  Texts label;
  Written variable;  ///< an item, or a variable of the level's own files
  Written where;     ///< sees items, variables and what is above, as earlier edits left them: no constructs
  std::optional<AnswerCode> value;
  std::optional<Missing> missing;
  std::optional<Written> expression;
};

/// Ages in completed years.
struct AgeRange {
  double from = 0;
  std::optional<double> to;  ///< absent: no upper end
};

/// How a questionnaire answers an indicator of the catalogue.
struct CatalogueBinding {
  std::vector<Written> ids;  ///< of the catalogue's entries
  std::string level;         ///< of the base; empty: the one at which its constructs are defined
  std::optional<Written> weight;
  std::optional<Written> event_weight;
  std::optional<Written> universe;  ///< who answered the module: added to each figure's universe
  std::optional<AgeRange> ages;     ///< of those asked; absent: all that the figures may need
};

/// A questionnaire, or the parts of one that a study holds itself.
struct Instrument {
  std::string id;
  Texts title;
  std::string edition;
  std::vector<std::string> languages;
  bool is_template = false;  ///< its items are standard ids that `[map]` gives variables to
  std::string source;        ///< where it was read, with the date
  std::vector<Texts> notes;  ///< what its user must know
  std::vector<Item> items;
  std::vector<Construct> constructs;
  std::vector<Disaggregation> disaggregations;
  std::vector<Indicator> indicators;
  std::vector<Check> checks;
  std::vector<Edit> edits;  ///< in the order in which they are applied
  std::vector<CatalogueBinding> bindings;
};

}  // namespace sondeo::questionnaires
