// [[edit]]: corrections of stored values, before anything is selected, imputed or derived.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/table/grouping.hpp"
#include "engine/table/replaced.hpp"
#include "program/run/codes.hpp"
#include "program/run/level.hpp"
#include "questionnaires/texts.hpp"

namespace sondeo::run {

namespace {

using questionnaires::Edit;

[[noreturn]] void refuse(Code code, const std::string& rule, const Written& at, std::string name) {
  throw Error({code, {{"rule", rule}, {"name", std::move(name)}}, at.place, {}, {}});
}

std::optional<double> as_number(const std::string& text) {
  double number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

std::string assigned_text(const Edit& edit) {
  if (edit.missing) return fmt::format("missing: {}", missing_name(*edit.missing));
  return edit.value ? code_text(*edit.value) : edit.expression->text;
}

/// The code in the type of the variable that gets it.
NewValue code_for(const Edit& edit, bool text) {
  if (edit.missing) return *edit.missing;
  if (text) return code_text(*edit.value);
  if (const auto* number = std::get_if<double>(&*edit.value)) return *number;
  const auto number = as_number(std::get<std::string>(*edit.value));
  if (!number) refuse(code::kEditType, edit.id.text, edit.variable, edit.variable.text);
  return *number;
}

std::vector<NewValue> values_of(const Column& computed, std::span<const std::int32_t> rows) {
  std::vector<NewValue> values;
  values.reserve(rows.size());
  for (const auto each : rows) {
    const auto row = static_cast<std::size_t>(each);
    if (computed.is_text()) {
      values.emplace_back(std::string(computed.text(row)));
      continue;
    }
    const double number = computed.number(row);
    if (std::isnan(number)) {
      values.emplace_back(missing_reason(number));
    } else {
      values.emplace_back(number);
    }
  }
  return values;
}

bool same(const Column& before, const Column& after, std::size_t row) {
  if (before.is_text()) return before.text(row) == after.text(row);
  const double one = before.number(row);
  const double other = after.number(row);
  return std::isnan(one) ? missing_reason(one) == missing_reason(other) : one == other;
}

std::vector<std::int32_t> rows_with_yes(const Column& condition) {
  std::vector<std::int32_t> rows;
  std::int32_t row = 0;
  for (const double answer : condition.numbers()) {
    if (answer == 1.0) rows.push_back(row);
    ++row;
  }
  return rows;
}

}  // namespace

/// The formula with all it needs collected, constructs refused: they are derived from what is edited.
Formula Level::require_stored(const Edit& edit, const Written& text) {
  Formula formula = require_expression(text);
  for (const auto& name : expression::variables(*formula.expression, name_context())) {
    if (constructs_.contains(name)) refuse(code::kEditConstruct, edit.id.text, text, name);
  }
  return formula;
}

std::string Level::stored_variable(const Written& name, const std::string& rule) {
  if (constructs_.contains(name.text)) refuse(code::kEditConstruct, rule, name, name.text);
  const auto item =
      std::find_if(items_.begin(), items_.end(), [&](const auto& each) { return each.item == name.text; });
  std::string stored = item == items_.end() ? name.text : item->variable;
  if (find_variable(stored) == nullptr) {
    static_cast<void>(require(name));  // a name of nowhere has its own error
    refuse(code::kEditElsewhere, rule, name, name.text);
  }
  const auto is_stored = [&stored](const Written& key) { return key.text == stored; };
  const bool key = std::any_of(spec_.key.begin(), spec_.key.end(), is_stored) ||
                   (spec_.implicate && spec_.implicate->id && is_stored(*spec_.implicate->id));
  if (key) refuse(code::kEditKey, rule, name, name.text);
  static_cast<void>(require(name));
  return stored;
}

void Level::require_edits(const std::vector<Edit>& edits) {
  for (const Edit& edit : edits) {
    if (edit.level != id() && !(edit.level.empty() && parent_ == nullptr)) continue;
    PlannedEdit planned{
        &edit, stored_variable(edit.variable, edit.id.text), require_stored(edit, edit.where), {}};
    if (edit.expression) planned.expression = require_stored(edit, *edit.expression);
    edits_.push_back(std::move(planned));
  }
}

/// An item's or variable's answers, whatever the item's universe: that may be a construct.
Column Level::stored_answers(const std::string& name) {
  const auto item = std::find_if(items_.begin(), items_.end(), [&](const auto& i) { return i.item == name; });
  if (item != items_.end()) return answers_of(*item);
  if (const Column* stored = files_.find(name)) return *stored;
  const Column above = parent_->column(parent_name(name)).gather(parent_rows_);
  Variable variable = above.variable();
  variable.name = name;
  return above.with(std::move(variable));
}

Column Level::stored_value(const Formula& formula, const std::string& name) {
  Table seen(rows_);
  for (const auto& used : expression::variables(*formula.expression, name_context())) {
    seen.add(stored_answers(used));
  }
  return expression::evaluate(*formula.expression, seen, name, options_.threads);
}

void Level::apply_edit(const PlannedEdit& planned) {
  const Edit& edit = *planned.edit;
  const auto rows_found = [&] {
    const Column condition = stored_value(planned.where, edit.id.text);
    const bool yes_no = !condition.is_text() && condition.variable().type == VariableType::kYesNo;
    if (!yes_no) refuse(code::kEditCondition, edit.id.text, edit.where, edit.where.text);
    return rows_with_yes(condition);
  };
  const auto rows = rows_found();
  const Column before = stored_answers(edit.variable.text);
  std::vector<NewValue> values;
  if (planned.expression) {
    const Column computed = stored_value(*planned.expression, edit.id.text);
    if (computed.is_text() != before.is_text()) {
      refuse(code::kEditType, edit.id.text, edit.variable, edit.variable.text);
    }
    values = values_of(computed, rows);
  } else {
    values.assign(rows.size(), code_for(edit, before.is_text()));
  }
  files_.add(with_values(*files_.find(planned.variable), rows, values));
  const Column after = stored_answers(edit.variable.text);
  const auto changed =
      static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [&](std::int32_t row) {
        return !same(before, after, static_cast<std::size_t>(row));
      }));
  edit_counts_.push_back({edit.id.text, id(), edit.variable.text,
                          questionnaires::text_in(edit.label, language_), edit.where.text,
                          assigned_text(edit), rows_, rows.size(), changed, rows_found().size()});
}

void Level::apply_edits() {
  if (edits_.empty()) return;
  std::size_t count = 0;
  std::string listed;
  for (const auto& planned : edits_) {
    apply_edit(planned);
    const EditCount& done = edit_counts_.back();
    count += done.changed;
    listed += fmt::format("{}{} ({})", listed.empty() ? "" : ", ", done.edit, done.changed);
  }
  findings_.push_back({code::kEditsApplied,
                       {{"level", name()}, {"count", std::to_string(count)}, {"edits", std::move(listed)}},
                       {},
                       {},
                       {}});
}

}  // namespace sondeo::run
