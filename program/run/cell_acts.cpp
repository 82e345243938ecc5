#include "program/run/cell_acts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string>
#include <utility>
#include <variant>

#include "engine/expression/expression.hpp"
#include "engine/expression/written_names.hpp"
#include "program/run/cell_path.hpp"
#include "program/run/construct_policy.hpp"
#include "questionnaires/texts.hpp"

namespace sondeo::run {

namespace {

namespace ex = expression;
using questionnaires::Construct;

constexpr std::array<const char*, 5> kPolicyNames = {"kleene", "answered", "dhs_zero", "explicit_total",
                                                     "exclude_report"};

/// The first pattern of names below a node; null without one.
const ex::Node* pattern_in(const ex::Node& node) {
  if (std::holds_alternative<ex::NamePattern>(node.content)) return &node;
  for (const auto* part : ex::parts_of(node)) {
    if (const auto* found = pattern_in(*part)) return found;
  }
  return nullptr;
}

/// Whether a node only lists acts: a list function, or a chain of `or` (of `and` where nothing is above it).
bool lists_acts(const ex::Node& node, bool top) {
  if (const auto* logical = std::get_if<ex::Logical>(&node.content)) {
    return logical->op == ex::LogicalOperator::kOr || top;
  }
  const auto* call = std::get_if<ex::Call>(&node.content);
  if (call == nullptr) return false;
  constexpr std::array kLists = {ex::Function::kAny, ex::Function::kAll, ex::Function::kCount,
                                 ex::Function::kSum};
  return std::find(kLists.begin(), kLists.end(), call->function) != kLists.end();
}

class NumeratorReader {
 public:
  NumeratorReader(const Study& study, Level& level, std::span<const std::int8_t> rows)
      : study_(study), level_(level), rows_(rows) {}

  void follow(const Written& written, const std::string& construct) {
    const ex::Expression parsed = ex::parse(written);
    follow(parsed.root(), written.place, construct, true);
  }

  [[nodiscard]] NumeratorParts take() { return std::move(parts_); }

 private:
  void follow(const ex::Node& node, const Place& place, const std::string& construct, bool top) {
    if (const auto* name = std::get_if<ex::Name>(&node.content)) {
      if (const Construct* named = find(name->name)) {
        follow_construct(*named);
        return;
      }
    }
    if (lists_acts(node, top)) {
      for (const auto* part : ex::parts_of(node)) follow(*part, place, construct, false);
      return;
    }
    const std::string text = ex::to_text(node);
    const ex::Node* pattern = pattern_in(node);
    if (pattern == nullptr) {
      add_act({text, place}, construct);
      return;
    }
    const std::string spelled = ex::to_text(*pattern);
    for (const auto& name : level_.expand({spelled, place})) {
      std::string of_name = text;
      of_name.replace(of_name.find(spelled), spelled.size(), ex::to_text(ex::Node{ex::Name{name}, {}}));
      follow(ex::parse({of_name, place}).root(), place, construct, false);
    }
  }

  [[nodiscard]] const Construct* find(const std::string& id) const {
    for (const auto& construct : study_.instrument.constructs) {
      const bool here = construct.level.empty() || construct.level == level_.id();
      if (here && construct.id.text == id) return &construct;
    }
    return nullptr;
  }

  void follow_construct(const Construct& construct) {
    if (!constructs_.insert(construct.id.text).second) return;
    const Formula formula = level_.require_expression(construct.expression);
    const auto policy = policy_of(construct, *formula.expression, names_in(*formula.expression).size());
    ExplainedConstruct explained{construct.id.text,
                                 questionnaires::text_in(construct.label, level_.language()),
                                 construct.expression.text,
                                 kPolicyNames[static_cast<std::size_t>(policy.kind)],
                                 kNotShown,
                                 construct.universe ? construct.universe->text : "",
                                 construct.reference_period};
    if (policy.kind == ex::MissingPolicy::Kind::kAnswered) explained.min_answered = policy.min_answered;
    parts_.constructs.push_back(std::move(explained));
    follow(construct.expression, construct.id.text);
  }

  [[nodiscard]] std::vector<std::string> names_in(const ex::Expression& expression) const {
    std::vector<std::string> names;
    for (const auto& written : ex::written_names(expression)) {
      if (const auto* plain = std::get_if<std::string>(&written)) {
        names.push_back(*plain);
        continue;
      }
      const std::string pattern = ex::to_text(ex::Node{std::get<ex::NamePattern>(written), {}});
      const auto matching = level_.expand({pattern, expression.written().place});
      names.insert(names.end(), matching.begin(), matching.end());
    }
    return names;
  }

  void add_act(const Written& text, const std::string& construct) {
    if (!acts_.insert(text.text).second) return;
    const Formula formula = level_.require_expression(text);
    const auto names = names_in(*formula.expression);
    if (names.empty()) return;  // a constant is no act
    const Column answers = level_.value(formula, "act");
    ExplainedAct act;
    act.construct = construct;
    act.text = text.text;
    std::vector<Column> questions;
    questions.reserve(names.size());
    for (const auto& name : names) {
      questions.push_back(level_.value(level_.require({name, text.place}), name));
      if (questions_.insert(name).second) parts_.questions.push_back(questions.back());
    }
    act.label = questions.back().variable().label;
    act.missing = reasons_of(answers, questions, rows_);
    count(answers, act);
    parts_.acts.push_back(std::move(act));
  }

  void count(const Column& answers, ExplainedAct& act) const {
    double missing = 0;
    for (const auto& reason : act.missing) missing += reason.second;
    const auto all = static_cast<double>(std::count(rows_.begin(), rows_.end(), std::int8_t{1}));
    act.answered = all - missing;
    if (answers.is_text() || answers.variable().type != VariableType::kYesNo) return;
    const std::vector<double> numbers = answers.numbers();
    act.yes = 0;
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      if (rows_[row] == 1 && numbers[row] == 1.0) act.yes += 1;
    }
    act.no = act.answered - act.yes;
  }

  const Study& study_;
  Level& level_;
  std::span<const std::int8_t> rows_;
  std::set<std::string> constructs_;
  std::set<std::string> acts_;
  std::set<std::string> questions_;
  NumeratorParts parts_;
};

}  // namespace

NumeratorParts parts_of_numerator(const Study& study, Level& level, const Written& numerator,
                                  std::span<const std::int8_t> rows) {
  NumeratorReader reader(study, level, rows);
  reader.follow(numerator, "");
  return reader.take();
}

void protect_acts(double smallest, double rounding, std::vector<ExplainedAct>& acts) {
  const auto small = [&](double number) { return number > 0 && number < smallest; };
  for (auto& act : acts) {
    act.withheld =
        small(act.yes) || small(act.no) || small(act.answered) ||
        std::any_of(act.missing.begin(), act.missing.end(), [&](const auto& r) { return small(r.second); });
    std::array<double*, 3> counts = {&act.yes, &act.no, &act.answered};
    if (act.withheld) {
      for (double* number : counts) *number = kNotShown;
      act.missing.clear();
    } else if (rounding > 0) {
      for (double* number : counts) *number = std::round(*number / rounding) * rounding;
      for (auto& reason : act.missing) reason.second = std::round(reason.second / rounding) * rounding;
    }
  }
}

}  // namespace sondeo::run
