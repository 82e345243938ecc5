#pragma once

#include <kainjow/mustache.hpp>

namespace sondeo::reports {

/// Yes or no, as a template's section asks for it.
[[nodiscard]] inline kainjow::mustache::data page_flag(bool value) {
  using kainjow::mustache::data;
  return {value ? data::type::bool_true : data::type::bool_false};
}

}  // namespace sondeo::reports
