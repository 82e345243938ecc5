#pragma once

#include <span>
#include <string_view>
#include <utility>

namespace sondeo::reports {

/// Name and text of the files that a page is made of, compiled in: "page" of page.mustache and of page.css.
[[nodiscard]] std::span<const std::pair<std::string_view, std::string_view>> page_templates();
[[nodiscard]] std::span<const std::pair<std::string_view, std::string_view>> page_styles();

/// The page's script, bundled when sondeo was built.
[[nodiscard]] std::string_view page_script();

/// Whether the script draws: a sondeo that was built without the packages of the pictures has tables alone.
[[nodiscard]] bool page_has_charts();

}  // namespace sondeo::reports
