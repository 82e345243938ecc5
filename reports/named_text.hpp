#pragma once

#include <string>

namespace sondeo::reports {

/// A file of an output that has several.
struct NamedText {
  std::string name;  ///< below the output's folder: "data/indicator_5-2-1.csv"
  std::string text;
};

}  // namespace sondeo::reports
