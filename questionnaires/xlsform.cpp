#include "questionnaires/xlsform.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/base/diagnostic.hpp"
#include "engine/expression/expression.hpp"
#include "engine/expression/name_pattern.hpp"
#include "questionnaires/codes.hpp"
#include "questionnaires/detail/form_sheet.hpp"
#include "questionnaires/xpath.hpp"

namespace sondeo::questionnaires {

namespace {

using detail::FormRow;
using detail::FormSheet;
using ingest::Workbook;

struct Choice {
  std::string name;
  Texts label;
};
using ChoiceLists = std::map<std::string, std::vector<Choice>, std::less<>>;

/// A question, or what is computed, with all that stood around it.
struct Question {
  const FormRow* row = nullptr;
  std::string type;
  std::string list;
  FormName name;
  std::string level;
  std::string section;
  std::vector<std::string> relevant;  ///< of the groups around it and its own, outermost first
};

constexpr const char* kRootLevel = "form";

bool is_number(const std::string& text) {
  double number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  return !text.empty() && fault == std::errc() && end == text.data() + text.size() && std::isfinite(number);
}

AnswerCode code_of(const std::string& text) {
  double number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = fault == std::errc() && end == text.data() + text.size() && std::isfinite(number);
  if (whole && fmt::format("{}", number) == text) return number;  // "01" is a text
  return text;
}

ChoiceLists read_choices(const Workbook& workbook) {
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

/// Reads the survey sheet into questions, then writes their items.
class Drafter {
 public:
  explicit Drafter(const Workbook& workbook) : workbook_(workbook), lists_(read_choices(workbook)) {
    const auto* sheet = workbook.find("survey");
    if (sheet == nullptr) {
      throw Error(
          {code::kFormSheetAbsent, {{"file", workbook.path.string()}, {"sheet", "survey"}}, {}, {}, {}});
    }
    survey_ = std::make_unique<FormSheet>(workbook, *sheet);
    survey_->require("type");
    survey_->require("name");
  }

  InstrumentDraft draft() {
    read_heading();
    for (const auto& row : survey_->rows()) read_row(row);
    if (!groups_.empty())
      refuse(code::kFormGroups, *groups_.back().row, {{"type", groups_.back().row->text("type")}});
    if (questions_.empty()) {
      throw Error({code::kFormNothing, {{"file", workbook_.path.string()}}, {}, {}, {}});
    }
    for (const auto& question : questions_) write(question);
    add_languages();
    return std::move(draft_);
  }

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

  [[noreturn]] void refuse(Code code, const FormRow& row, std::vector<Argument> more) const {
    std::vector<Argument> arguments{{"file", workbook_.path.string()}, {"cell", row.place("type")}};
    arguments.insert(arguments.end(), more.begin(), more.end());
    throw Error({code, std::move(arguments), {}, {}, {}});
  }

  void find(Code code, std::vector<Argument> arguments) {
    draft_.findings.push_back({code, std::move(arguments), {}, {}, {}});
  }

  void read_heading() {
    Instrument& instrument = draft_.instrument;
    if (const auto* sheet = workbook_.find("settings")) {
      const FormSheet settings(workbook_, *sheet);
      if (!settings.rows().empty()) {
        const FormRow& row = settings.rows().front();
        instrument.id = id_of(row.text("form_id"));
        instrument.title = row.texts("form_title");
        instrument.edition = row.text("version");
        if (const auto end = instrument.title.find(""); end != instrument.title.end()) {
          const std::string language = detail::language_of_name(row.text("default_language"));
          if (!language.empty()) instrument.title = {{language, end->second}};
        }
      }
    }
    if (instrument.id.empty()) instrument.id = id_of(workbook_.path.stem().string());
    if (instrument.id.empty()) instrument.id = "instrument";
    draft_.comments.push_back(workbook_.path.filename().string());
    for (const auto& column : survey_->unknown_languages()) find(code::kImportLanguage, {{"column", column}});
  }

  void read_row(const FormRow& row) {
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
      return find(code::kImportLeftOut, {{"name", name}, {"type", type}});
    }
    Question question{
        &row, type, {}, {}, level, groups_.empty() ? "" : groups_.back().section, relevant_with(row)};
    question.name = form_name(question, words, name);
    questions_.push_back(std::move(question));
    names_[name] = {questions_.back().name, level};
  }

  FormName form_name(Question& question, const std::vector<std::string>& words, const std::string& name) {
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
      known.number_codes = known.number_codes && is_number(choice.name);
      known.options.push_back(choice.name);
    }
    return known;
  }

  std::vector<std::string> relevant_with(const FormRow& row) const {
    std::vector<std::string> relevant =
        groups_.empty() ? std::vector<std::string>() : groups_.back().relevant;
    if (const std::string own = row.text("relevant"); !own.empty()) relevant.push_back(own);
    return relevant;
  }

  void open(const FormRow& row, bool repeats) {
    const std::string above = groups_.empty() ? kRootLevel : groups_.back().level;
    const std::string name = row.text("name");
    if (repeats && name.empty()) refuse(code::kFormNameAbsent, row, {});
    const Texts label = row.texts("label");
    std::string section = label.empty() ? name : label.begin()->second;
    groups_.push_back({&row, repeats, repeats ? name : above, std::move(section), relevant_with(row)});
    if (!repeats) return;
    with_repeats_ = true;
    parents_.emplace(name, above);
    draft_.comments.push_back(fmt::format("[data.{}] parent = \"{}\"", name, above));
  }

  void close(const FormRow& row, bool repeats) {
    if (groups_.empty() || groups_.back().repeats != repeats) {
      refuse(code::kFormGroups, row, {{"type", row.text("type")}});
    }
    groups_.pop_back();
  }

  /// A record sees what is asked of it and of the records above it.
  [[nodiscard]] bool sees(std::string level, const std::string& other) const {
    while (level != other) {
      const auto above = parents_.find(level);
      if (above == parents_.end()) return false;
      level = above->second;
    }
    return true;
  }

  std::optional<std::string> translated(const std::string& text, const Question& question,
                                        const FormName* self) const {
    const FormNames names = [&](std::string_view name) -> const FormName* {
      const auto found = names_.find(name);
      if (found == names_.end() || !sees(question.level, found->second.level)) return nullptr;
      return &found->second.name;
    };
    return translate_xpath(text, names, self);
  }

  void leave(const char* kind, const Question& question, const std::string& text,
             std::vector<std::string>& comments) {
    comments.push_back(fmt::format("{}: {}", kind, text));
    find(code::kImportUntranslated, {{"kind", kind}, {"name", question.name.id}, {"text", text}});
  }

  /// All of `relevant` together; nothing where one part has no translation: the rest would be too wide.
  std::optional<Written> universe_of(const Question& question, std::vector<std::string>& comments) {
    std::string all;
    bool whole = true;
    for (const auto& text : question.relevant) {
      const auto part = translated(text, question, nullptr);
      if (part) all += fmt::format("{}({})", all.empty() ? "" : " and ", *part);
      if (!part) leave("relevant", question, text, comments);
      whole = whole && part;
    }
    if (all.empty() || !whole) return std::nullopt;
    return Written{expression::to_text(expression::parse({all, {}})), {}};
  }

  void write(const Question& question) {
    std::vector<std::string> comments;
    const auto universe = universe_of(question, comments);
    if (question.type == "calculate") return write_construct(question, universe, comments);
    const auto list = lists_.find(question.list);
    Item item{{question.name.id, {}},
              level_of(question),
              question.row->texts("label"),
              question.section,
              {},
              {},
              universe,
              false};
    if (question.name.kind == FormName::Kind::kSeveral)
      return write_options(question, item, list->second, comments);
    if (question.name.kind == FormName::Kind::kOne) {
      for (const auto& choice : list->second) item.codes.emplace_back(code_of(choice.name), choice.label);
      if (question.row->text("choice_filter").empty() && question.row->text("type").ends_with("or_other")) {
        item.codes.emplace_back(AnswerCode("other"), Texts{});
      }
      declare_missing_by_label(item, draft_.findings);
    }
    write_checks(question, item, comments);
    add(std::move(item), std::move(comments), question.type);
  }

  /// Levels are named only where there are several.
  [[nodiscard]] std::string level_of(const Question& question) const {
    return with_repeats_ ? question.level : "";
  }

  /// A choice's item may have the name of another question.
  bool fresh(const std::string& level, const std::string& id, const std::string& type) {
    if (written_.emplace(level, id).second) return true;
    find(code::kImportLeftOut, {{"name", id}, {"type", type}});
    return false;
  }

  void add(Item item, std::vector<std::string> comments, const std::string& type) {
    if (!fresh(item.level, item.id.text, type)) return;
    draft_.instrument.items.push_back(std::move(item));
    draft_.item_comments.push_back(std::move(comments));
  }

  /// An item for each choice: 1 where it was chosen.
  void write_options(const Question& question, const Item& item, const std::vector<Choice>& choices,
                     const std::vector<std::string>& comments) {
    for (const auto& choice : choices) {
      Item option = item;
      option.id.text = option_id(question.name.id, choice.name);
      for (auto& [language, label] : option.label) {
        const auto own = choice.label.find(language);
        label += " / " + (own == choice.label.end() ? choice.name : own->second);
      }
      option.codes = {{AnswerCode(1.0), {{"en", "Yes"}, {"es", "S\u00ed"}}},
                      {AnswerCode(0.0), {{"en", "No"}, {"es", "No"}}}};
      add(std::move(option), comments, question.type);
    }
  }

  void write_construct(const Question& question, const std::optional<Written>& universe,
                       std::vector<std::string>& comments) {
    const std::string text = question.row->text("calculation");
    const auto expression = translated(text, question, nullptr);
    if (!expression) {
      // The form stores what it computed: then it is a variable like any other.
      leave("calculation", question, text, comments);
      return add({{question.name.id, {}},
                  level_of(question),
                  question.row->texts("label"),
                  question.section,
                  {},
                  {},
                  universe,
                  false},
                 std::move(comments), question.type);
    }
    if (!fresh(level_of(question), question.name.id, question.type)) return;
    Construct construct;
    construct.id.text = question.name.id;
    construct.level = level_of(question);
    construct.label = question.row->texts("label");
    construct.expression.text = *expression;
    construct.universe = universe;
    draft_.instrument.constructs.push_back(std::move(construct));
  }

  void write_checks(const Question& question, const Item& item, std::vector<std::string>& comments) {
    const std::string constraint = question.row->text("constraint");
    if (!constraint.empty()) {
      const auto rule = translated(constraint, question, &question.name);
      if (rule) {
        add_check(question, "constraint", *rule, true, question.row->texts("constraint_message"));
      } else {
        leave("constraint", question, constraint, comments);
      }
    }
    const std::string required = question.row->text("required");
    const bool always = one_of(required, {"yes", "Yes", "YES", "true", "True", "TRUE", "true()", "1"});
    if (!always && !one_of(required, {"", "no", "No", "NO", "false", "False", "FALSE", "false()", "0"})) {
      leave("required", question, required, comments);
    }
    const bool whole = question.relevant.empty() || item.universe;
    if (!always || !whole) return;
    const std::string name = expression::written_name(question.name.id);
    const std::string there = question.name.kind == FormName::Kind::kText
                                  ? fmt::format("not missing({})", name)
                                  : fmt::format("not missing({}, system)", name);
    add_check(question, "required",
              item.universe ? fmt::format("if({}, {}, true)", item.universe->text, there) : there, false,
              question.row->texts("required_message"));
  }

  void add_check(const Question& question, const char* kind, const std::string& rule, bool is_error,
                 Texts message) {
    Check check;
    check.id.text = fmt::format("{}{}_{}", with_repeats_ ? question.level + "_" : "", question.name.id, kind);
    check.level = level_of(question);
    check.rule.text = rule;
    check.is_error = is_error;
    check.message = std::move(message);
    draft_.instrument.checks.push_back(std::move(check));
  }

  void add_languages() {
    std::set<std::string> languages;
    for (const auto& item : draft_.instrument.items) {
      for (const auto& [language, text] : item.label) {
        if (!language.empty()) languages.insert(language);
      }
    }
    draft_.instrument.languages.assign(languages.begin(), languages.end());
  }

  const Workbook& workbook_;
  ChoiceLists lists_;
  std::unique_ptr<FormSheet> survey_;
  std::vector<Group> groups_;
  std::vector<Question> questions_;
  std::map<std::string, Named, std::less<>> names_;
  std::map<std::string, std::string> parents_;  ///< of levels below `form`
  std::set<std::pair<std::string, std::string>> written_;
  std::set<std::pair<std::string, std::string>> ids_;
  bool with_repeats_ = false;
  InstrumentDraft draft_;
};

}  // namespace

InstrumentDraft draft_of_xlsform(const Workbook& workbook) { return Drafter(workbook).draft(); }

}  // namespace sondeo::questionnaires
