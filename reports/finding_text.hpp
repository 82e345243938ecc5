#pragma once

#include <string>

namespace sondeo::reports {

/// A finding of the checks in words.
struct FindingText {
  bool is_error = false;
  std::string code;  ///< "W0604"
  std::string text;
};

}  // namespace sondeo::reports
