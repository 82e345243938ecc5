#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "published/layout.hpp"

namespace sondeo::published {

/// What the headings over a figure, or the labels beside it, say together.
struct Context {
  std::optional<Statistic> statistic;
  std::optional<std::string> indicator;
  std::optional<std::string> category;
  std::map<std::string, std::string> domain;
  std::optional<PrintedUnit> unit;
  std::optional<PrintedUnit> statistic_unit;  ///< said by the heading that names the statistic
  std::set<std::string> variables;            ///< breakdowns named: codes are of one of these
  bool ignored = false;

  /// Adds what another one says. @return the two that contradict each other, if any
  std::optional<std::pair<std::string, std::string>> add(const Context& other);
};

/// Reads texts of one side of a table into contexts.
class ContextReader {
 public:
  /// @param declared  breakdowns that the user names for this side
  ContextReader(const Grid& grid, const Meanings& meanings, const std::vector<Written>& declared);

  /// The breakdown whose codes all of the texts are that could be codes of several; nothing otherwise.
  [[nodiscard]] std::optional<std::string> common_breakdown(const std::vector<GridText>& texts) const;

  /// What a text says.
  /// @param among  breakdowns of which a code may be; empty: any
  /// @throws Error kPublishedHeading, kPublishedAmbiguous
  [[nodiscard]] Context read(const GridText& text, const std::set<std::string>& among) const;
  /// The same; nothing for a text that means nothing.
  [[nodiscard]] std::optional<Context> read_known(const GridText& text,
                                                  const std::set<std::string>& among) const;
  [[noreturn]] void refuse_unknown(const GridText& text) const;
  [[noreturn]] void refuse_conflict(std::size_t row, std::size_t column,
                                    const std::pair<std::string, std::string>& both) const;

 private:
  void add_meaning(const std::vector<Meaning>& meanings, const GridText& text,
                   const std::set<std::string>& among, Context& context) const;
  [[nodiscard]] Meaning chosen(const std::vector<Meaning>& meanings, const GridText& text,
                               const std::set<std::string>& among) const;

  const Grid& grid_;
  const Meanings& meanings_;
  std::set<std::string> declared_;
};

}  // namespace sondeo::published
