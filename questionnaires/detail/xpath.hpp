#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sondeo::questionnaires::detail {

/// What a form's question is, for the expressions that use it.
struct FormName {
  enum class Kind { kNumber, kText, kOne, kSeveral };
  Kind kind = Kind::kNumber;
  std::string id;                    ///< its item or construct
  bool number_codes = false;         ///< of kOne: every choice is a number
  std::vector<std::string> options;  ///< of kSeveral: names of its choices
};

/// The item that says whether a choice of a question with several answers was taken.
[[nodiscard]] std::string option_id(std::string_view question, std::string_view choice);

/// Finds what a name of the form is; null where it has none.
using FormNames = std::function<const FormName*(std::string_view)>;

/// An XLSForm expression (XPath 1.0 as ODK has it) in the language of derived variables; nothing where it has
/// no translation: functions of dates, texts and repeats, names that are no items.
/// @param self  what `.` is; null outside constraints
[[nodiscard]] std::optional<std::string> translate_xpath(std::string_view text, const FormNames& names,
                                                         const FormName* self);

}  // namespace sondeo::questionnaires::detail
