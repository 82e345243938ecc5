#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/diagnostic.hpp"
#include "engine/ingest/workbook.hpp"
#include "questionnaires/detail/form_sheet.hpp"
#include "questionnaires/detail/xpath.hpp"
#include "questionnaires/instrument.hpp"

namespace sondeo::questionnaires::detail {

struct FormChoice {
  std::string name;
  Texts label;
};
using ChoiceLists = std::map<std::string, std::vector<FormChoice>, std::less<>>;

/// A question, or what is computed, with all that stood around it.
struct FormQuestion {
  const FormRow* row = nullptr;
  std::string type;
  std::string list;
  FormName name;
  std::string level;
  std::string section;
  std::vector<std::string> relevant;  ///< of the groups around it and its own, outermost first
};

/// A choice's name as a code: a number where it is written as numbers are printed, "01" is a text.
[[nodiscard]] AnswerCode choice_code(const std::string& name);

/// The level of what stands in no repeat.
inline constexpr const char* kRootLevel = "form";

/// The survey sheet of an XLSForm as questions, each with the groups around it.
class FormSurvey {
 public:
  /// @throws Error kFormSheetAbsent, kFormColumnAbsent, kFormListAbsent, kFormGroups, kFormNameAbsent,
  /// kFormNothing
  explicit FormSurvey(const ingest::Workbook& workbook);

  [[nodiscard]] const FormSheet& sheet() const { return sheet_; }
  [[nodiscard]] const std::vector<FormQuestion>& questions() const { return questions_; }
  /// The choices of a question; none where it has no list.
  [[nodiscard]] const std::vector<FormChoice>& choices(const FormQuestion& question) const;
  /// What a name means to a question of that level; null where it means nothing there.
  [[nodiscard]] const FormName* find(std::string_view name, const std::string& level) const;
  /// Each repeat's level and the level above it, in the order of the form; none: one level.
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& repeats() const { return repeats_; }
  /// What was left out.
  [[nodiscard]] const Diagnostics& findings() const { return findings_; }

 private:
  struct Named {
    FormName name;
    std::string level;
  };
  struct Group {
    const FormRow* row;
    bool repeats;
    std::string level;
    std::string section;
    std::vector<std::string> relevant;
  };

  [[noreturn]] void refuse(Code code, const FormRow& row, std::vector<Argument> more) const;
  void read_row(const FormRow& row);
  [[nodiscard]] FormName form_name(FormQuestion& question, const std::vector<std::string>& words,
                                   const std::string& name) const;
  [[nodiscard]] std::vector<std::string> relevant_with(const FormRow& row) const;
  void open(const FormRow& row, bool repeats);
  void close(const FormRow& row, bool repeats);
  [[nodiscard]] bool sees(std::string level, const std::string& other) const;

  const ingest::Workbook& workbook_;
  FormSheet sheet_;
  ChoiceLists lists_;
  std::vector<Group> groups_;
  std::vector<FormQuestion> questions_;
  std::map<std::string, Named, std::less<>> names_;
  std::set<std::pair<std::string, std::string>> ids_;
  std::map<std::string, std::string> parents_;  ///< of levels below the first
  std::vector<std::pair<std::string, std::string>> repeats_;
  Diagnostics findings_;
};

}  // namespace sondeo::questionnaires::detail
