#pragma once

#include <string_view>

namespace sondeo::spec {

/// What kind of value stands in the file.
enum class Type { kText, kInteger, kNumber, kYesNo, kDate, kList, kTable };

/// TOML's own name of the kind: "string", "integer", "float", "boolean", "date-time", "array", "table".
[[nodiscard]] std::string_view type_name(Type type);

}  // namespace sondeo::spec
