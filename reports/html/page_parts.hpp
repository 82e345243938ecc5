#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace sondeo::reports {

/// Files that a page is made of, compiled in, by name.
using PageParts = std::span<const std::pair<std::string_view, std::string_view>>;

/// Name and text: "page" of page.mustache and of page.css.
[[nodiscard]] PageParts page_templates();
[[nodiscard]] PageParts page_styles();

/// The text of the part of that name. @throws Error(kInternal)
[[nodiscard]] std::string part(PageParts parts, std::string_view name);

/// The page's script, bundled when sondeo was built.
[[nodiscard]] std::string_view page_script();

/// Whether the script draws: a sondeo that was built without the packages of the pictures has tables alone.
[[nodiscard]] bool page_has_charts();

}  // namespace sondeo::reports
