#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/base/diagnostic.hpp"
#include "engine/expression/expression.hpp"

namespace sondeo::expression::testing {

/// A text as a user of the command line would give it.
inline Written written(std::string text) {
  return {text, {Origin::kCommandLine, "--where", 1, 1, text.size(), text}};
}

inline Expression parsed(const std::string& text) { return parse(written(text)); }

/// What a fault says: its code (0 for none), place and arguments.
struct Fault {
  int code = 0;
  std::size_t column = 0;
  std::size_t length = 0;
  std::vector<Argument> arguments;
  std::vector<std::string> similar;
  std::string next;

  [[nodiscard]] std::string argument(const std::string& name) const {
    for (const auto& argument : arguments) {
      if (argument.name == name) return argument.value;
    }
    return "(none)";
  }
};

inline Fault fault_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    const auto& found = error.diagnostic();
    Fault fault{static_cast<int>(found.code), 0, 0, found.arguments, found.similar, found.next};
    if (found.place) {
      fault.column = found.place->column;
      fault.length = found.place->length;
    }
    return fault;
  }
  return {};
}

}  // namespace sondeo::expression::testing
