#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/place.hpp"
#include "engine/expression/expression.hpp"
#include "engine/spec/document.hpp"
#include "questionnaires/instrument.hpp"

namespace sondeo::reports {

/// What a scheme may say of a figure.
struct QualityLabel {
  std::string id;  ///< "weakly_reliable"
  questionnaires::Texts title;
  std::string symbol;   ///< stands beside the figure, so that colour is never alone; may be empty
  bool publish = true;  ///< whether the figure may be published with this label
};

/// One line of a scheme: the label that a figure gets for which the condition holds.
struct QualityRule {
  std::vector<std::string> measures;           ///< of the rows concerned; none: all that have a level
  std::optional<expression::Expression> when;  ///< over `quality_figures`; absent: always
  std::string label;
  std::string reason;  ///< why, a code; empty when there is nothing to say
};

/// When a whole table is worth publishing.
struct QualityOfTable {
  std::string label;
  double minimum_share = 0;  ///< of its figures that must have the label
};

/// How an office decides whether a figure may be published: rules read from the first to the last, the first
/// that holds gives the label. A figure for which a rule cannot be decided before that (it asks for what the
/// row does not have) gets `undecided`; one that no rule is about is "not_applicable".
/// @source reference outputs 2 and indicators 4.2, each scheme with its own source
struct QualityScheme {
  std::string id;
  questionnaires::Texts title;
  std::string source;
  std::vector<QualityLabel> labels;
  std::vector<QualityRule> rules;
  std::string undecided;
  std::optional<QualityOfTable> table;

  /// @param id  one of the labels'
  [[nodiscard]] const QualityLabel& label(std::string_view id) const;
};

/// Reads a scheme. Conditions are checked: a wrong name or type is an error with its place.
/// @throws Error  kQualityUnknownLabel, kQualityUnknownMeasure, kQualityNotACondition, and those of
/// spec::Section and expression::parse
[[nodiscard]] QualityScheme read_quality_scheme(const spec::Document& document);

/// Whether rows of a measure are estimates of a level, which schemes are about: a difference or a function of
/// estimates has no coefficient of variation that would say something of it.
[[nodiscard]] bool has_quality(std::string_view measure);

/// The ids of the schemes that come with sondeo.
[[nodiscard]] std::vector<std::string> quality_scheme_ids();

/// A scheme that comes with sondeo. @throws Error kQualityUnknownScheme with the nearest ids
[[nodiscard]] QualityScheme quality_scheme(const Written& id);

}  // namespace sondeo::reports
