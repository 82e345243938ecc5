#include "reports/html/html_report.hpp"

#include <kainjow/mustache.hpp>
#include <nlohmann/json.hpp>

#include "engine/base/diagnostic.hpp"
#include "reports/html/content_hash.hpp"
#include "reports/html/page_context.hpp"
#include "reports/html/page_parts.hpp"
#include "reports/html/pictures.hpp"
#include "reports/html/rendered.hpp"

namespace sondeo::reports {

namespace {

using Json = nlohmann::ordered_json;
using kainjow::mustache::data;
using kainjow::mustache::list;
using kainjow::mustache::mustache;
using kainjow::mustache::object;
using kainjow::mustache::partial;

/// What the script draws, of all editions, as JSON that may stand inside its element.
std::string report_data(const HtmlReport& report, const std::vector<PageEdition>& pages) {
  Json maps = Json::array();
  for (const auto& boundaries : report.maps) maps.push_back(Json::parse(boundaries.json));
  std::string editions;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const HtmlEdition& edition = report.editions[i];
    editions += editions.empty() ? "" : ",";
    editions += script_json(edition.language) + R"(:{"decimal":)" + script_json(edition.numbers.decimal) +
                R"(,"group":)" + script_json(edition.numbers.group) + R"(,"pictures":)" + pages[i].pictures +
                "}";
  }
  return R"({"editions":{)" + editions + R"(},"maps":)" + script_json(maps) + "}";
}

}  // namespace

std::string part(PageParts parts, std::string_view name) {
  for (const auto& [known, text] : parts) {
    if (known == name) return std::string(text);
  }
  ensure(false, "a part of the page is not there");
  return {};
}

std::string write_html(const HtmlReport& report) {
  ensure(!report.editions.empty(), "a page without an edition");
  list editions;
  std::vector<PageEdition> pages;
  pages.reserve(report.editions.size());
  for (const auto& edition : report.editions) {
    pages.push_back(page_edition(report, edition));
    editions.push_back(std::move(pages.back().context));
  }
  const std::string style = part(page_styles(), "page");
  const std::string script(page_script());
  data context = object{{"language", report.editions.front().language},
                        {"title", report.editions.front().title},
                        {"charts", page_has_charts() ? "yes" : "no"},
                        {"drawn", page_has_charts() ? data::type::bool_true : data::type::bool_false},
                        {"style", style},
                        {"style_hash", content_hash(style)},
                        {"script", script},
                        {"script_hash", content_hash(script)},
                        {"report_data", page_has_charts() ? report_data(report, pages) : "{}"},
                        {"any_table", partial([] { return part(page_templates(), "table"); })}};
  context.set("editions", editions);
  editions.clear();  // the context has its own
  mustache page(part(page_templates(), "page"));
  return rendered(page, context);
}

}  // namespace sondeo::reports
