#include "program/run/code_label.hpp"

namespace sondeo::run {

std::string label_of(const Variable& variable, const CodeValue& code) {
  if (const auto* number = std::get_if<double>(&code)) {
    const auto found = variable.labels.numbers.find(*number);
    return found == variable.labels.numbers.end() ? std::string() : found->second;
  }
  const auto found = variable.labels.texts.find(std::get<std::string>(code));
  return found == variable.labels.texts.end() ? std::string() : found->second;
}

}  // namespace sondeo::run
