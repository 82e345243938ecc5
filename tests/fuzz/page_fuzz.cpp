// Takes bytes as the labels of a table and writes the table as a page, as CSV, as JSON and as a workbook that
// is read again. Whatever the labels hold: the page has as many scripts and elements with a handler as with
// plain labels, the JSON is well-formed, and the workbook has as many sheets.
#include <array>
#include <filesystem>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/ingest/workbook.hpp"
#include "memory_file.hpp"
#include "reports/csv.hpp"
#include "reports/html/html_report.hpp"
#include "reports/html/page_parts.hpp"
#include "reports/json.hpp"
#include "reports/xlsx.hpp"

// In place of the bundle of charts: 800 KB that are the same in every page, and copied at each. The report's
// data stand in the page all the same.
namespace sondeo::reports {

std::string_view page_script() { return "report();"; }
bool page_has_charts() { return true; }

}  // namespace sondeo::reports

namespace {

using namespace sondeo;

/// The next text of the input: what stands before the next line end, as a table may hold it.
std::string next_text(std::string_view& rest) {
  const std::string text(rest.substr(0, rest.find('\n')));
  rest.remove_prefix(std::min(text.size() + 1, rest.size()));
  return text;
}

estimation::EstimateTable table_of(std::string_view texts) {
  estimation::EstimateTable table;
  table.disaggregations.push_back({"area", next_text(texts)});
  const std::string indicator = next_text(texts);
  const std::string label = next_text(texts);
  for (int row = 0; row < 3; ++row) {
    estimation::Estimate estimate;
    estimate.indicator = indicator;
    estimate.indicator_label = label;
    estimate.measure = "proportion";
    estimate.unit = "fraction";
    estimate.cell = {row == 0 ? "" : std::to_string(row)};
    estimate.cell_labels = {row == 0 ? "" : next_text(texts)};
    estimate.estimate = 0.25 * row;
    estimate.se = 0.01;
    estimate.ci_low = 0.2 * row;
    estimate.ci_high = 0.3 * row;
    estimate.n = 100;
    estimate.quality = row == 2 ? next_text(texts) : "";
    table.rows.push_back(estimate);
  }
  return table;
}

std::string page_of(const estimation::EstimateTable& table, const std::string& title) {
  reports::HtmlReport report;
  reports::HtmlEdition edition;
  edition.language = "en";
  edition.title = title;
  edition.table = &table;
  edition.methods.emplace_back("weight", title);
  edition.findings.push_back({true, "E0000", title});
  report.editions.push_back(edition);
  return reports::write_html(report);
}

constexpr std::array<std::string_view, 9> kTags = {"<script", "<img", "<iframe", "<svg",   "<style",
                                                   "<link",   "<a ",  "<form",   "<object"};

/// How often each tag begins in a text: one pass, from one '<' to the next.
std::array<std::size_t, kTags.size()> tags_of(std::string_view text) {
  std::array<std::size_t, kTags.size()> found{};
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    for (std::size_t k = 0; k < kTags.size(); ++k)
      found[k] += text.substr(at).starts_with(kTags[k]) ? 1U : 0U;
  }
  return found;
}

/// A folder in memory where there is one: a disk would be what is measured.
std::filesystem::path scratch() {
  const std::filesystem::path memory = "/dev/shm";
  return std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path();
}

std::size_t sheets_of(const estimation::EstimateTable& table, const std::string& title) {
  static const auto file = scratch() / ("sondeo-page-fuzz." + std::to_string(::getpid()));
  reports::write_xlsx(table, {title, "en"}, file);
  const std::size_t sheets = ingest::read_workbook(file).sheets.size();
  std::filesystem::remove(file);
  return sheets;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 4096) return 0;
  std::string_view texts(reinterpret_cast<const char*>(data), size);
  const std::string title = next_text(texts);
  const auto table = table_of(texts);
  const std::string page = page_of(table, title);
  static const auto plain = tags_of(page_of(table_of("Area\nindicator\nLabel\nNorth\nSouth\n"), "Title"));
  fuzz::require(tags_of(page) == plain);
  fuzz::require(nlohmann::json::accept(reports::write_json(table)));
  fuzz::require(!reports::write_csv(table).empty());
  fuzz::require(sheets_of(table, title) > 1);
  return 0;
}
