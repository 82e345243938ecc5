#include "reports/html/html_report.hpp"

#include <deque>

#include <kainjow/mustache.hpp>
#include <nlohmann/json.hpp>

#include "engine/base/diagnostic.hpp"
#include "reports/html/content_hash.hpp"
#include "reports/html/page_context.hpp"
#include "reports/html/page_flag.hpp"
#include "reports/html/page_parts.hpp"
#include "reports/html/pictures.hpp"
#include "reports/html/rendered.hpp"
#include "reports/plain_text.hpp"

namespace sondeo::reports {

namespace {

using Json = nlohmann::ordered_json;
using kainjow::mustache::data;
using kainjow::mustache::list;
using kainjow::mustache::mustache;
using kainjow::mustache::object;
using kainjow::mustache::partial;

constexpr std::string_view kReportData = "report-data";

/// What the script draws, of all editions, as JSON that may stand inside its element.
void write_report_data(const HtmlReport& report, const std::deque<PageEdition>& pages, const TextSink& sink) {
  std::string_view before = R"({"editions":{)";
  for (const auto& page : pages) {
    sink(before);
    page.write_data(sink);
    before = ",";
  }
  Json maps = Json::array();
  for (const auto& boundaries : report.maps) maps.push_back(Json::parse(boundaries.json));
  sink(R"(},"maps":)" + script_json(maps) + "}");
}

}  // namespace

std::string part(PageParts parts, std::string_view name) {
  for (const auto& [known, text] : parts) {
    if (known == name) return std::string(text);
  }
  ensure(false, "a part of the page is not there");
  return {};
}

void write_html(const HtmlReport& report, const TextSink& sink) {
  ensure(!report.editions.empty(), "a page without an edition");
  std::deque<PageEdition> pages;
  MarkedParts parts;
  list editions;
  for (const auto& edition : report.editions) {
    pages.emplace_back(report, edition);
    pages.back().add_parts(parts);
    editions.push_back(pages.back().context());
  }
  parts[page_mark(kReportData)] = [&](const TextSink& to) { write_report_data(report, pages, to); };
  const std::string style = part(page_styles(), "page");
  const std::string script(page_script());
  data context = object{{"language", report.editions.front().language},
                        {"title", printable(report.editions.front().title)},
                        {"charts", page_has_charts() ? "yes" : "no"},
                        {"drawn", page_flag(page_has_charts())},
                        {"style", style},
                        {"style_hash", content_hash(style)},
                        {"script", script},
                        {"script_hash", content_hash(script)},
                        {"report_data", page_has_charts() ? page_mark(kReportData) : "{}"},
                        {"any_table", partial([] { return part(page_templates(), "table"); })}};
  context.set("editions", editions);
  editions.clear();  // the context has its own
  mustache page(part(page_templates(), "page"));
  render(page, context, [&](std::string_view piece) { write_with_parts(piece, parts, sink); });
}

std::string write_html(const HtmlReport& report) {
  return text_of([&report](const TextSink& sink) { write_html(report, sink); });
}

}  // namespace sondeo::reports
