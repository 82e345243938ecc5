#pragma once

#include <array>
#include <cstdint>

#include "engine/table/missing.hpp"

namespace sondeo::expression::detail {

/// A yes, a no, or a missing answer with its reason: one bit each. So the answers that a condition is made of
/// are collected with a bitwise or, and what they mean together is one look-up in a table of 256 sets.
using Outcome = std::uint8_t;
/// Several outcomes together.
using OutcomeSet = std::uint8_t;
/// What each set of outcomes means.
using OutcomeTable = std::array<Outcome, 256>;

inline constexpr Outcome kYes = 0x80;
inline constexpr Outcome kNo = 0x40;
inline constexpr OutcomeSet kAnswers = kYes | kNo;

constexpr Outcome missing_outcome(Missing reason) {
  return static_cast<Outcome>((1U << static_cast<unsigned>(reason)) >> 1U);
}

/// Acts with these outcomes were not asked.
inline constexpr OutcomeSet kUnasked =
    missing_outcome(Missing::kNotApplicable) | missing_outcome(Missing::kNotAsked);

constexpr Outcome answer(bool yes) { return yes ? kYes : kNo; }

/// The one reason of several missing answers: reasons of questions that were asked go first; several
/// different ones give system, or not_asked when none was asked.
constexpr Outcome one_reason(OutcomeSet missing) {
  const auto asked = static_cast<OutcomeSet>(missing & ~(kUnasked | kAnswers));
  const auto unasked = static_cast<OutcomeSet>(missing & kUnasked);
  const OutcomeSet deciding = asked != 0 ? asked : unasked;
  const bool single = (deciding & (deciding - 1)) == 0;
  if (deciding != 0 && single) return deciding;
  return missing_outcome(asked != 0 || unasked == 0 ? Missing::kSystem : Missing::kNotAsked);
}

/// Kleene's or: any yes is yes; else any missing is missing; else no (of none: no).
constexpr OutcomeTable any_table() {
  OutcomeTable table{};
  for (unsigned set = 0; set < table.size(); ++set) {
    const auto missing = static_cast<OutcomeSet>(set & ~unsigned{kAnswers});
    table[set] = (set & kYes) != 0 ? kYes : missing != 0 ? one_reason(missing) : kNo;
  }
  return table;
}

/// Kleene's and: any no is no; else any missing is missing; else yes (of none: yes).
constexpr OutcomeTable all_table() {
  OutcomeTable table{};
  for (unsigned set = 0; set < table.size(); ++set) {
    const auto missing = static_cast<OutcomeSet>(set & ~unsigned{kAnswers});
    table[set] = (set & kNo) != 0 ? kNo : missing != 0 ? one_reason(missing) : kYes;
  }
  return table;
}

/// Any yes is yes; all else is no.
constexpr OutcomeTable any_or_no_table() {
  OutcomeTable table{};
  for (unsigned set = 0; set < table.size(); ++set) table[set] = answer((set & kYes) != 0);
  return table;
}

/// Of single outcomes: yes and no change places, a missing answer stays.
constexpr OutcomeTable not_table() {
  OutcomeTable table{};
  for (unsigned set = 0; set < table.size(); ++set) table[set] = static_cast<Outcome>(set);
  table[kYes] = kNo;
  table[kNo] = kYes;
  return table;
}

inline constexpr OutcomeTable kAnyTable = any_table();
inline constexpr OutcomeTable kAllTable = all_table();
inline constexpr OutcomeTable kAnyOrNoTable = any_or_no_table();
inline constexpr OutcomeTable kNotTable = not_table();

}  // namespace sondeo::expression::detail
