#include "program/cli/messages/messages.hpp"

namespace sondeo::cli {

std::span<const MessageText> tests_messages() {
  static constexpr std::array kTexts = {
      MessageText{Code::kTestsNotWritten,
                  N_("{count} tests are not in this CSV, which holds the estimates: write them to a file of "
                     "their own with --tests FILE")},
      MessageText{Code::kTestsNone, N_("there are no tests: '{file}' is not written")},
  };
  return kTexts;
}

}  // namespace sondeo::cli
