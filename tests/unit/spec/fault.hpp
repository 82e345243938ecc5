#pragma once

#include <string>
#include <string_view>

#include <catch2/catch.hpp>

#include "engine/base/diagnostic.hpp"

namespace sondeo::test {

/// The finding that ends `action`; a test failure when nothing does.
template <class Action>
Diagnostic fault_of(Action&& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.diagnostic();
  }
  FAIL("no error was thrown");
  return {};
}

/// The value of a message's argument, or "(none)".
inline std::string argument(const Diagnostic& fault, std::string_view name) {
  for (const Argument& each : fault.arguments) {
    if (each.name == name) return each.value;
  }
  return "(none)";
}

/// What the caret of an error message would underline.
inline std::string underlined(const Diagnostic& fault) {
  if (!fault.place || fault.place->column > fault.place->text.size()) return "(nothing)";
  return fault.place->text.substr(fault.place->column - 1, fault.place->length);
}

}  // namespace sondeo::test
