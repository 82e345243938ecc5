#include "questionnaires/texts.hpp"

#include <array>

namespace sondeo::questionnaires {

std::string text_in(const Texts& texts, std::string_view language) {
  const std::array<std::string_view, 4> wanted{language, language.substr(0, language.find('-')), "", "en"};
  for (const std::string_view each : wanted) {
    const auto found = texts.find(std::string(each));
    if (found != texts.end()) return found->second;
  }
  return texts.empty() ? std::string() : texts.begin()->second;
}

}  // namespace sondeo::questionnaires
