#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "engine/base/diagnostic.hpp"

namespace sondeo::cli {

/// Marks a text for the translators' catalogue (xgettext --keyword=N_) and leaves it as it is.
constexpr const char* N_(const char* text) { return text; }  // NOLINT(readability-identifier-naming)

/// The English sentence of a finding; its arguments stand in braces by name: "'{file}' does not exist".
struct MessageText {
  Code code{};
  const char* text = "";
};

// One table for each room, in messages/<room>.cpp.
std::span<const MessageText> base_messages();
std::span<const MessageText> calibration_messages();
std::span<const MessageText> change_messages();
std::span<const MessageText> explain_messages();
std::span<const MessageText> expression_messages();
std::span<const MessageText> ingest_messages();
std::span<const MessageText> spec_messages();
std::span<const MessageText> questionnaires_messages();
std::span<const MessageText> correction_messages();
std::span<const MessageText> design_messages();
std::span<const MessageText> composite_messages();
std::span<const MessageText> import_messages();
std::span<const MessageText> imputation_messages();
std::span<const MessageText> plan_messages();
std::span<const MessageText> run_messages();
std::span<const MessageText> quality_messages();
std::span<const MessageText> tests_messages();
std::span<const MessageText> cli_messages();
std::span<const MessageText> verify_messages();
std::span<const MessageText> weights_messages();

/// Every message of the program.
[[nodiscard]] std::vector<MessageText> all_messages();

/// The English sentence of a code, or null.
[[nodiscard]] const char* message_text(Code code);

/// The sentence of a finding in the reader's language, its arguments filled in.
[[nodiscard]] std::string message(const Diagnostic& diagnostic);

}  // namespace sondeo::cli
