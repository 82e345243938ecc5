#include "questionnaires/xlsform.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/base/diagnostic.hpp"
#include "engine/expression/expression.hpp"
#include "engine/expression/name_pattern.hpp"
#include "questionnaires/codes.hpp"
#include "questionnaires/detail/form_survey.hpp"
#include "questionnaires/detail/xpath.hpp"

namespace sondeo::questionnaires {

namespace {

using detail::FormChoice;
using detail::FormName;
using detail::FormNames;
using detail::FormQuestion;
using detail::FormRow;
using detail::FormSheet;
using detail::FormSurvey;
using ingest::Workbook;

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Writes the questions of a survey as items, constructs and checks.
class Drafter {
 public:
  explicit Drafter(const Workbook& workbook) : workbook_(workbook), survey_(workbook) {}

  InstrumentDraft draft() {
    read_heading();
    draft_.findings.insert(draft_.findings.end(), survey_.findings().begin(), survey_.findings().end());
    for (const auto& [level, above] : survey_.repeats()) {
      draft_.comments.push_back(fmt::format("[data.{}] parent = \"{}\"", level, above));
    }
    for (const auto& question : survey_.questions()) write(question);
    add_languages();
    return std::move(draft_);
  }

 private:
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
    for (const auto& column : survey_.sheet().unknown_languages())
      find(code::kImportLanguage, {{"column", column}});
  }

  std::optional<std::string> translated(const std::string& text, const FormQuestion& question,
                                        const FormName* self) const {
    const FormNames names = [&](std::string_view name) { return survey_.find(name, question.level); };
    return detail::translate_xpath(text, names, self);
  }

  void leave(const char* kind, const FormQuestion& question, const std::string& text,
             std::vector<std::string>& comments) {
    comments.push_back(fmt::format("{}: {}", kind, text));
    find(code::kImportUntranslated, {{"kind", kind}, {"name", question.name.id}, {"text", text}});
  }

  /// All of `relevant` together; nothing where one part has no translation: the rest would be too wide.
  std::optional<Written> universe_of(const FormQuestion& question, std::vector<std::string>& comments) {
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

  void write(const FormQuestion& question) {
    std::vector<std::string> comments;
    const auto universe = universe_of(question, comments);
    if (question.type == "calculate") return write_construct(question, universe, comments);
    Item item{{question.name.id, {}},
              level_of(question),
              question.row->texts("label"),
              question.section,
              {},
              {},
              universe,
              false};
    if (question.name.kind == FormName::Kind::kSeveral)
      return write_options(question, item, survey_.choices(question), comments);
    if (question.name.kind == FormName::Kind::kOne) {
      for (const auto& choice : survey_.choices(question))
        item.codes.emplace_back(detail::choice_code(choice.name), choice.label);
      if (question.row->text("choice_filter").empty() && question.row->text("type").ends_with("or_other")) {
        item.codes.emplace_back(AnswerCode("other"), Texts{});
      }
      declare_missing_by_label(item, draft_.findings);
    }
    write_checks(question, item, comments);
    add(std::move(item), std::move(comments), question.type);
  }

  /// Levels are named only where there are several.
  [[nodiscard]] std::string level_of(const FormQuestion& question) const {
    return !survey_.repeats().empty() ? question.level : "";
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
  void write_options(const FormQuestion& question, const Item& item, const std::vector<FormChoice>& choices,
                     const std::vector<std::string>& comments) {
    for (const auto& choice : choices) {
      Item option = item;
      option.id.text = detail::option_id(question.name.id, choice.name);
      for (auto& [language, label] : option.label) {
        const auto own = choice.label.find(language);
        label += " / " + (own == choice.label.end() ? choice.name : own->second);
      }
      option.codes = {{AnswerCode(1.0), {{"en", "Yes"}, {"es", "S\u00ed"}}},
                      {AnswerCode(0.0), {{"en", "No"}, {"es", "No"}}}};
      add(std::move(option), comments, question.type);
    }
  }

  void write_construct(const FormQuestion& question, const std::optional<Written>& universe,
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

  void write_checks(const FormQuestion& question, const Item& item, std::vector<std::string>& comments) {
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

  void add_check(const FormQuestion& question, const char* kind, const std::string& rule, bool is_error,
                 Texts message) {
    Check check;
    check.id.text = fmt::format("{}{}_{}", !survey_.repeats().empty() ? question.level + "_" : "",
                                question.name.id, kind);
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
  FormSurvey survey_;
  std::set<std::pair<std::string, std::string>> written_;
  std::set<std::pair<std::string, std::string>> ids_;
  InstrumentDraft draft_;
};

}  // namespace

InstrumentDraft draft_of_xlsform(const Workbook& workbook) { return Drafter(workbook).draft(); }

}  // namespace sondeo::questionnaires
