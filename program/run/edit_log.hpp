#pragma once

#include <cstddef>
#include <string>

namespace sondeo::run {

/// What one `[[edit]]` did to the records of its level.
struct EditCount {
  std::string edit;
  std::string level;
  std::string variable;
  std::string label;         ///< why, in the run's language
  std::string where;         ///< the condition as it is written
  std::string assigned;      ///< the code, reason or expression that was given
  std::size_t rows = 0;      ///< of the level
  std::size_t selected = 0;  ///< rows in which the condition was yes
  std::size_t changed = 0;   ///< those of them whose value is another now
  std::size_t left = 0;      ///< rows in which the condition still is yes
};

/// What one `[[impute]]` did to a variable, in one completed data set.
struct ImputeCount {
  std::string variable;
  std::string level;
  std::size_t rows = 0;       ///< that should have a value
  std::size_t imputed = 0;    ///< those that got a donor's
  std::size_t donors = 0;     ///< rows whose values could be taken
  std::size_t collapsed = 0;  ///< imputed from a wider class than the one asked for
};

}  // namespace sondeo::run
