#include "program/run/codebook.hpp"

#include <algorithm>
#include <cctype>
#include <map>

#include <fmt/format.h>

#include "engine/table/grouping.hpp"
#include "program/run/reading.hpp"
#include "program/run/study_file.hpp"
#include "questionnaires/mapping.hpp"
#include "reports/file_summary.hpp"
#include "reports/result_columns.hpp"

namespace sondeo::run {

namespace {

using questionnaires::ItemVariable;
using questionnaires::Texts;
using reports::CodebookCategory;
using reports::CodebookVariable;

bool in_name(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return std::isalnum(byte) != 0 || c == '_' || byte >= 0x80;
}

/// Whether a name stands in an expression as a word.
bool mentions(const std::string& expression, const std::string& name) {
  for (std::size_t at = expression.find(name); at != std::string::npos; at = expression.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    const bool begins = at == 0 || !in_name(expression[at - 1]);
    if (begins && (end == expression.size() || !in_name(expression[end]))) return true;
  }
  return false;
}

bool in_weight(const Study& study, const std::string& variable) {
  return std::any_of(study.weights.begin(), study.weights.end(),
                     [&](const auto& weight) { return mentions(weight.expression.text, variable); });
}

Texts without_language(const std::string& text) { return text.empty() ? Texts{} : Texts{{"", text}}; }

/// Codes in order, each once: the file's first, then the instrument's.
class Categories {
 public:
  void add(const std::string& code, const Texts& label, bool missing) {
    const auto known = std::find_if(all_.begin(), all_.end(), [&](const auto& c) { return c.code == code; });
    if (known == all_.end()) {
      all_.push_back({code, label, missing});
      return;
    }
    known->missing = known->missing || missing;
    for (const auto& [language, text] : label) known->label.emplace(language, text);
  }
  [[nodiscard]] std::vector<CodebookCategory> all() && { return std::move(all_); }

 private:
  std::vector<CodebookCategory> all_;
};

std::vector<CodebookCategory> categories_of(const Variable& variable, const questionnaires::Item* item) {
  Categories categories;
  for (const auto& [code, label] : variable.labels.numbers) {
    const bool missing = variable.missing.reason(code) != Missing::kNone;
    categories.add(reports::number_text(code), without_language(label), missing);
  }
  for (const auto& [code, label] : variable.labels.texts) {
    categories.add(code, without_language(label), variable.missing.texts.contains(code));
  }
  for (const auto& [tag, label] : variable.labels.tags) {
    categories.add(fmt::format(".{}", tag), without_language(label), true);
  }
  if (item == nullptr) return std::move(categories).all();
  for (const auto& [code, label] : item->codes) categories.add(code_text(code), label, false);
  for (const auto& [code, reason] : item->missing) categories.add(code_text(code), {}, true);
  return std::move(categories).all();
}

CodebookVariable described(const Study& study, const Variable& variable, const ItemVariable* mapped) {
  const questionnaires::Item* item = mapped == nullptr ? nullptr : mapped->asked;
  CodebookVariable result;
  result.name = variable.name;
  result.label = without_language(variable.label);
  if (item != nullptr) {
    result.question = item->label;
    if (result.label.empty()) result.label = item->label;
    if (item->universe) result.universe = item->universe->text;
  }
  result.text = variable.type == VariableType::kText;
  result.weight = in_weight(study, variable.name);
  result.categories = categories_of(variable, item);
  return result;
}

reports::CodebookFile described(const Study& study, const ingest::DataSpec& data, const Written& name,
                                const RunOptions& options) {
  const auto file = ingest::describe(study_or_working_file(study, name), reading_of(data, options));
  std::vector<std::pair<Written, Written>> pairs;
  for (const auto& map : study.maps) {
    const bool own = map.level == data.level || (map.level.empty() && !data.parent);
    if (own) {
      pairs.insert(pairs.end(), map.variables.begin(), map.variables.end());
    }
  }
  const auto names = file.names();
  std::map<std::string, const ItemVariable*> item_of;
  std::vector<std::pair<Written, Written>> here;  // a mapped variable may stand in a joined file
  for (const auto& pair : pairs) {
    if (std::find(names.begin(), names.end(), pair.second.text) != names.end()) here.push_back(pair);
  }
  const auto items = questionnaires::map_items(study.instrument, data.level, here, names, name.text);
  for (const auto& item : items) item_of.emplace(item.variable, &item);
  reports::CodebookFile result{name.text, data.level, reports::format_name(file.format), file.rows, {}};
  for (const auto& variable : file.variables) {
    const auto found = item_of.find(variable.name);
    result.variables.push_back(described(study, variable, found == item_of.end() ? nullptr : found->second));
  }
  return result;
}

}  // namespace

reports::Codebook codebook(const Study& study, const RunOptions& options,
                           const estimation::DesignSummary& design) {
  reports::Codebook book{study.id,       study.title, study.country, study.period, design.facts,
                         SONDEO_VERSION, {}};
  for (const auto& data : study.data) {
    book.files.push_back(described(study, data, data.file, options));
    for (const auto& join : data.joins) book.files.push_back(described(study, data, join.file, options));
  }
  return book;
}

}  // namespace sondeo::run
