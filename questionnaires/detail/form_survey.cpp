#include "questionnaires/detail/form_survey.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <initializer_list>

#include <fmt/format.h>

#include "questionnaires/codes.hpp"

namespace sondeo::questionnaires::detail {

namespace {

ChoiceLists read_choices(const ingest::Workbook& workbook) {
  ChoiceLists lists;
  const auto* sheet = workbook.find("choices");
  if (sheet == nullptr) return lists;
  const FormSheet choices(workbook, *sheet);
  const std::string list = choices.has("list_name") ? "list_name" : "list name";
  for (const auto& row : choices.rows()) {
    const std::string name = row.text("name");
    if (row.text(list).empty() || name.empty()) continue;
    lists[row.text(list)].push_back({name, row.texts("label")});
  }
  return lists;
}

/// "select_one sexo or_other" in its words.
std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  std::size_t at = 0;
  while ((at = text.find_first_not_of(" \t", at)) != std::string::npos) {
    const std::size_t end = std::min(text.find_first_of(" \t", at), text.size());
    words.push_back(text.substr(at, end - at));
    at = end;
  }
  return words;
}

/// The type in one word, as the specification spells it in several ways.
std::string plain_type(const std::vector<std::string>& words) {
  static const std::map<std::string, std::string, std::less<>> kSpellings = {
      {"begin group", "begin_group"},
      {"end group", "end_group"},
      {"begin repeat", "begin_repeat"},
      {"end repeat", "end_repeat"},
      {"select one", "select_one"},
      {"select multiple", "select_multiple"},
      {"select1", "select_one"},
      {"select_all", "select_multiple"},
      {"int", "integer"},
      {"string", "text"},
      {"calculation", "calculate"}};
  if (words.empty()) return {};
  if (words.size() > 1) {
    if (const auto found = kSpellings.find(words[0] + " " + words[1]); found != kSpellings.end())
      return found->second;
  }
  const auto found = kSpellings.find(words[0]);
  return found == kSpellings.end() ? words[0] : found->second;
}

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// The sheet with the questions.
const ingest::WorkbookSheet& survey_of(const ingest::Workbook& workbook) {
  if (const auto* sheet = workbook.find("survey")) return *sheet;
  throw Error({code::kFormSheetAbsent, {{"file", workbook.path.string()}, {"sheet", "survey"}}, {}, {}, {}});
}

}  // namespace

AnswerCode choice_code(const std::string& text) {
  double number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = fault == std::errc() && end == text.data() + text.size() && std::isfinite(number);
  if (whole && fmt::format("{}", number) == text) return number;  // "01" is a text
  return text;
}

FormSurvey::FormSurvey(const ingest::Workbook& workbook)
    : workbook_(workbook), sheet_(workbook, survey_of(workbook)), lists_(read_choices(workbook)) {
  sheet_.require("type");
  sheet_.require("name");
  for (const auto& row : sheet_.rows()) read_row(row);
  if (!groups_.empty()) {
    refuse(code::kFormGroups, *groups_.back().row, {{"type", groups_.back().row->text("type")}});
  }
  if (questions_.empty()) throw Error({code::kFormNothing, {{"file", workbook_.path.string()}}, {}, {}, {}});
}

const std::vector<FormChoice>& FormSurvey::choices(const FormQuestion& question) const {
  static const std::vector<FormChoice> kNone;
  const auto list = lists_.find(question.list);
  return list == lists_.end() ? kNone : list->second;
}

const FormName* FormSurvey::find(std::string_view name, const std::string& level) const {
  const auto found = names_.find(name);
  return found == names_.end() || !sees(level, found->second.level) ? nullptr : &found->second.name;
}

void FormSurvey::refuse(Code code, const FormRow& row, std::vector<Argument> more) const {
  std::vector<Argument> arguments{{"file", workbook_.path.string()}, {"cell", row.place("type")}};
  arguments.insert(arguments.end(), more.begin(), more.end());
  throw Error({code, std::move(arguments), {}, {}, {}});
}

void FormSurvey::read_row(const FormRow& row) {
  const auto words = words_of(row.text("type"));
  const std::string type = plain_type(words);
  if (type.empty()) return;
  if (type == "begin_group" || type == "begin_repeat") return open(row, type == "begin_repeat");
  if (type == "end_group" || type == "end_repeat") return close(row, type == "end_repeat");
  if (one_of(type, {"note", "start", "end", "today", "deviceid", "username", "phonenumber", "simserial",
                    "subscriberid", "email", "audit"})) {
    return;
  }
  const std::string name = row.text("name");
  if (name.empty()) refuse(code::kFormNameAbsent, row, {});
  const bool asked =
      one_of(type, {"select_one", "select_multiple", "integer", "decimal", "range", "text", "date", "time",
                    "datetime", "calculate", "acknowledge", "hidden", "barcode"});
  const std::string level = groups_.empty() ? kRootLevel : groups_.back().level;
  const bool pattern = name.find_first_of("[]*") != std::string::npos;
  if (!asked || pattern || !ids_.emplace(level, name).second) {
    findings_.push_back({code::kImportLeftOut, {{"name", name}, {"type", type}}, {}, {}, {}});
    return;
  }
  FormQuestion question{
      &row, type, {}, {}, level, groups_.empty() ? "" : groups_.back().section, relevant_with(row)};
  question.name = form_name(question, words, name);
  questions_.push_back(std::move(question));
  names_[name] = {questions_.back().name, level};
}

FormName FormSurvey::form_name(FormQuestion& question, const std::vector<std::string>& words,
                               const std::string& name) const {
  FormName known{FormName::Kind::kNumber, name, false, {}};
  if (one_of(question.type, {"text", "date", "time", "datetime", "hidden", "barcode"})) {
    known.kind = FormName::Kind::kText;
  }
  if (!question.type.starts_with("select_")) return known;
  const std::size_t at = words[0].find('_') == std::string::npos && words[0] != "select1" ? 2 : 1;
  if (words.size() > at) question.list = words[at];
  const auto list = lists_.find(question.list);
  if (list == lists_.end()) refuse(code::kFormListAbsent, *question.row, {{"list", question.list}});
  known.kind = question.type == "select_one" ? FormName::Kind::kOne : FormName::Kind::kSeveral;
  known.number_codes = true;
  for (const auto& choice : list->second) {
    known.number_codes = known.number_codes && std::holds_alternative<double>(choice_code(choice.name));
    known.options.push_back(choice.name);
  }
  return known;
}

std::vector<std::string> FormSurvey::relevant_with(const FormRow& row) const {
  std::vector<std::string> relevant = groups_.empty() ? std::vector<std::string>() : groups_.back().relevant;
  if (const std::string own = row.text("relevant"); !own.empty()) relevant.push_back(own);
  return relevant;
}

void FormSurvey::open(const FormRow& row, bool repeats) {
  const std::string above = groups_.empty() ? kRootLevel : groups_.back().level;
  const std::string name = row.text("name");
  if (repeats && name.empty()) refuse(code::kFormNameAbsent, row, {});
  const Texts label = row.texts("label");
  std::string section = label.empty() ? name : label.begin()->second;
  groups_.push_back({&row, repeats, repeats ? name : above, std::move(section), relevant_with(row)});
  if (!repeats) return;
  parents_.emplace(name, above);
  repeats_.emplace_back(name, above);
}

void FormSurvey::close(const FormRow& row, bool repeats) {
  if (groups_.empty() || groups_.back().repeats != repeats) {
    refuse(code::kFormGroups, row, {{"type", row.text("type")}});
  }
  groups_.pop_back();
}

/// A record sees what is asked of it and of the records above it.
bool FormSurvey::sees(std::string level, const std::string& other) const {
  // As many steps as there are levels: a repeat may be named like one around it.
  for (std::size_t steps = 0; steps <= parents_.size(); ++steps) {
    if (level == other) return true;
    const auto above = parents_.find(level);
    if (above == parents_.end()) return false;
    level = above->second;
  }
  return false;
}

}  // namespace sondeo::questionnaires::detail
