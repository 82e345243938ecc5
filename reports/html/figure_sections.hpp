#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <kainjow/mustache.hpp>
#include <nlohmann/json.hpp>

#include "engine/base/text_sink.hpp"
#include "reports/html/html_report.hpp"
#include "reports/html/shown_row.hpp"
#include "reports/result_blocks.hpp"
#include "reports/words.hpp"

namespace sondeo::reports {

/// The parts of one edition that come from the result table. Blocks and pictures are written one by one when
/// their turn comes: all of their cells at once are much memory.
class FigureSections {
 public:
  /// What it is given has to live longer.
  FigureSections(const HtmlReport& report, const HtmlEdition& edition, const Words& words);

  /// The overall figure of each indicator.
  [[nodiscard]] kainjow::mustache::list summary() const;
  /// One for each indicator; its `blocks` is the mark of its id.
  [[nodiscard]] kainjow::mustache::list sections() const;
  [[nodiscard]] std::size_t size() const { return indicators_.size(); }
  [[nodiscard]] std::string id_of(std::size_t section) const;
  void write_blocks(std::size_t section, const TextSink& sink);
  /// What the script draws: a JSON object by the id of each picture's element.
  void write_pictures(const TextSink& sink) const;

  /// Rows with a figure, whether it may be shown or not, and those of which it may not.
  [[nodiscard]] std::size_t figures() const { return figures_; }
  [[nodiscard]] std::size_t withheld() const { return withheld_; }

 private:
  /// A picture of a block, as JSON.
  struct Picture {
    std::string id;
    nlohmann::ordered_json json;
    bool is_map = false;
  };

  [[nodiscard]] kainjow::mustache::object row_of(const ShownRow& shown, int decimals) const;
  [[nodiscard]] std::string block_of(const ResultBlock& block, const std::string& id, int decimals);
  [[nodiscard]] std::vector<Picture> pictures_of(const ResultBlock& block, const std::string& id,
                                                 int decimals) const;
  [[nodiscard]] kainjow::mustache::list shown_pictures(const ResultBlock& block, const std::string& id,
                                                       const std::string& name, int decimals) const;
  [[nodiscard]] std::string by_of(const ResultBlock& block) const;
  [[nodiscard]] kainjow::mustache::list headings_of(const ResultBlock& block) const;
  [[nodiscard]] kainjow::mustache::list definition_of(const std::string& indicator) const;
  [[nodiscard]] const estimation::PublishedTable* table_of(const estimation::Estimate& row) const;
  [[nodiscard]] std::string label_of(const estimation::Estimate& row) const;
  [[nodiscard]] std::string why_not_published(bool withheld, bool is_protected) const;
  void count(const IndicatorRows& indicator);

  const HtmlReport& report_;
  const HtmlEdition& edition_;
  const Words& words_;
  ShownNumbers numbers_;
  kainjow::mustache::mustache block_;
  std::vector<IndicatorRows> indicators_;
  std::size_t figures_ = 0;
  std::size_t withheld_ = 0;
};

}  // namespace sondeo::reports
