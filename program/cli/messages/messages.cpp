#include "program/cli/messages/messages.hpp"

#include <algorithm>

#include "program/cli/language.hpp"

namespace sondeo::cli {

std::vector<MessageText> all_messages() {
  std::vector<MessageText> all;
  for (const auto& room : {base_messages(),           calibration_messages(), change_messages(),
                           expression_messages(),     ingest_messages(),      spec_messages(),
                           questionnaires_messages(), correction_messages(),  import_messages(),
                           design_messages(),         run_messages(),         tests_messages(),
                           composite_messages(),      imputation_messages(),  quality_messages(),
                           explain_messages(),        plan_messages(),        cli_messages(),
                           verify_messages(),         weights_messages()}) {
    all.insert(all.end(), room.begin(), room.end());
  }
  return all;
}

const char* message_text(Code code) {
  const auto all = all_messages();
  const auto found =
      std::find_if(all.begin(), all.end(), [code](const auto& text) { return text.code == code; });
  return found == all.end() ? nullptr : found->text;
}

std::string message(const Diagnostic& diagnostic) {
  const char* text = message_text(diagnostic.code);
  if (text == nullptr) text = N_("sondeo has no sentence for this finding");
  return say(text, diagnostic.arguments);
}

}  // namespace sondeo::cli
