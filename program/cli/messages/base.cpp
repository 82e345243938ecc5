#include "engine/base/codes.hpp"
#include "program/cli/messages/messages.hpp"

namespace sondeo::cli {

std::span<const MessageText> base_messages() {
  static constexpr std::array kTexts = {
      MessageText{
          code::kInternal,
          N_("internal error: {what}. This is a fault of sondeo, not of your data: please report it with "
             "the command that you ran")},
  };
  return kTexts;
}

}  // namespace sondeo::cli
