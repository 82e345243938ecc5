#include "reports/html/html_report.hpp"

#include <kainjow/mustache.hpp>
#include <nlohmann/json.hpp>

#include "engine/base/diagnostic.hpp"
#include "reports/html/content_hash.hpp"
#include "reports/html/page_context.hpp"
#include "reports/html/page_parts.hpp"
#include "reports/html/pictures.hpp"

namespace sondeo::reports {

namespace {

using Json = nlohmann::ordered_json;
using kainjow::mustache::data;
using kainjow::mustache::list;
using kainjow::mustache::mustache;
using kainjow::mustache::object;
using kainjow::mustache::partial;

std::string part(std::span<const std::pair<std::string_view, std::string_view>> parts,
                 std::string_view name) {
  for (const auto& [known, text] : parts) {
    if (known == name) return std::string(text);
  }
  ensure(false, "a part of the page is not there");
  return {};
}

}  // namespace

std::string write_html(const HtmlReport& report) {
  ensure(!report.editions.empty(), "a page without an edition");
  list editions;
  Json pictures = Json::object();
  Json maps = Json::array();
  for (const auto& boundaries : report.maps) maps.push_back(Json::parse(boundaries.json));
  for (const auto& edition : report.editions) {
    PageEdition page = page_edition(report, edition);
    pictures[edition.language] = {{"decimal", edition.numbers.decimal},
                                  {"group", edition.numbers.group},
                                  {"pictures", std::move(page.pictures)}};
    editions.push_back(page.context);
  }
  const std::string style = part(page_styles(), "page");
  const std::string script(page_script());
  const object context{
      {"language", report.editions.front().language},
      {"title", report.editions.front().title},
      {"charts", page_has_charts() ? "yes" : "no"},
      {"drawn", page_has_charts() ? data::type::bool_true : data::type::bool_false},
      {"style", style},
      {"style_hash", content_hash(style)},
      {"script", script},
      {"script_hash", content_hash(script)},
      {"report_data", page_has_charts() ? script_json({{"editions", pictures}, {"maps", maps}}) : "{}"},
      {"any_table", partial([] { return part(page_templates(), "table"); })},
      {"editions", editions}};
  mustache page(part(page_templates(), "page"));
  std::string text = page.render(context);
  ensure(page.is_valid() && page.error_message().empty(), "the page's template");
  return text;
}

}  // namespace sondeo::reports
