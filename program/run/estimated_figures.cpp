#include "program/run/estimated_figures.hpp"

#include <algorithm>
#include <utility>

#include "engine/table/grouping.hpp"
#include "program/run/breakdowns.hpp"
#include "questionnaires/instrument_file.hpp"

namespace sondeo::run {

namespace {

using estimation::Estimate;
using published::NamedCode;
using published::NamedCodes;
using published::Statistic;

std::map<std::string, std::string> domain_of(const Estimate& row, const std::vector<std::string>& names) {
  std::map<std::string, std::string> domain;
  for (std::size_t i = 0; i < row.cell.size() && i < names.size(); ++i) {
    if (!row.cell[i].empty()) domain.emplace(names[i], row.cell[i]);
  }
  return domain;
}

void add_text(const std::string& text, std::vector<std::string>& texts) {
  if (!text.empty() && std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(text);
}

void add_texts(const questionnaires::Texts& from, std::vector<std::string>& texts) {
  for (const auto& [language, text] : from) add_text(text, texts);
}

NamedCode& code_named(const std::string& code, NamedCodes& named) {
  for (auto& known : named.codes) {
    if (known.code == code) return known;
  }
  return named.codes.emplace_back(NamedCode{code, {}});
}

void add_code_texts(const std::vector<std::pair<questionnaires::AnswerCode, questionnaires::Texts>>& texts,
                    NamedCodes& named) {
  for (const auto& [code, labels] : texts) {
    const std::string text = code_text(code);
    for (auto& known : named.codes) {
      if (known.code == text) add_texts(labels, known.labels);
    }
  }
}

/// What the instrument says of a breakdown's labels, beside what the file does.
void add_instrument_texts(const questionnaires::Instrument& instrument, NamedCodes& named) {
  for (const auto& disaggregation : instrument.disaggregations) {
    if (disaggregation.id.text != named.id) continue;
    add_texts(disaggregation.label, named.labels);
    add_code_texts(disaggregation.labels, named);
  }
  for (const auto& item : instrument.items) {
    const auto ids = questionnaires::expand_item_ids(item.id);
    if (std::find(ids.begin(), ids.end(), named.id) == ids.end()) continue;
    add_texts(item.label, named.labels);
    add_code_texts(item.codes, named);
  }
}

NamedCodes indicator_named(const std::string& id, const Study& study) {
  NamedCodes named{id, {}, {}};
  for (const auto& indicator : study.instrument.indicators) {
    if (indicator.id.text == id) add_texts(indicator.label, named.labels);
  }
  for (const auto& derived : study.derived) {
    if (derived.id.text == id) add_texts(derived.label, named.labels);
  }
  return named;
}

}  // namespace

EstimatedFigures::EstimatedFigures(const Study& study, const estimation::EstimateTable& table) {
  const auto names = breakdown_names(study);
  for (const auto& row : table.rows) {
    rows_.emplace(Key{row.indicator, row.category, domain_of(row, names)}, row);
  }
}

const Estimate* EstimatedFigures::find(const published::PrintedFigure& figure) const {
  const auto found = rows_.find({figure.indicator, figure.category, figure.domain});
  return found == rows_.end() ? nullptr : &found->second;
}

std::vector<std::map<std::string, std::string>> EstimatedFigures::domains_like(
    const published::PrintedFigure& figure) const {
  const auto same_names = [&](const auto& domain) {
    return std::equal(domain.begin(), domain.end(), figure.domain.begin(), figure.domain.end(),
                      [](const auto& a, const auto& b) { return a.first == b.first; });
  };
  std::vector<std::map<std::string, std::string>> domains;
  for (const auto& [key, row] : rows_) {
    const auto& [indicator, category, domain] = key;
    if (indicator == figure.indicator && category == figure.category && same_names(domain))
      domains.push_back(domain);
  }
  return domains;
}

void EstimatedFigures::replace(const EstimatedFigures& other,
                               const std::optional<std::vector<std::string>>& breakdown,
                               const std::string& indicator) {
  for (const auto& [key, row] : other.rows_) {
    std::vector<std::string> variables;
    for (const auto& [variable, code] : std::get<2>(key)) variables.push_back(variable);
    const bool wanted =
        (!breakdown || variables == *breakdown) && (indicator.empty() || std::get<0>(key) == indicator);
    if (wanted) rows_.insert_or_assign(key, row);
  }
}

std::vector<double> figures_of(const Estimate& row, Statistic statistic) {
  switch (statistic) {
    case Statistic::kEstimate:
      return {row.estimate};
    case Statistic::kSe:
      return {row.se};
    case Statistic::kCv:
      return {row.cv};
    case Statistic::kCiLow:
      return {row.ci_low};
    case Statistic::kCiHigh:
      return {row.ci_high};
    case Statistic::kInterval:
      return {row.ci_low, row.ci_high};
    case Statistic::kN:
      return {row.n};
    case Statistic::kEvents:
      return {row.n_events};
    case Statistic::kPopulation:
      return {row.weight_sum};
    case Statistic::kDf:
      return {row.df};
    case Statistic::kDeff:
      return {row.deff};
    case Statistic::kPsus:
      return {row.n_psu};
    case Statistic::kStrata:
      return {row.n_strata};
  }
  return {};
}

published::StudyNames names_of(const Study& study, const estimation::EstimateTable& table) {
  published::StudyNames names;
  const auto breakdowns = breakdown_names(study);
  for (std::size_t i = 0; i < breakdowns.size(); ++i) {
    auto& variable = names.variables.emplace_back(NamedCodes{breakdowns[i], {}, {}});
    if (i < table.disaggregations.size()) add_text(table.disaggregations[i].label, variable.labels);
  }
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < row.cell.size() && i < names.variables.size(); ++i) {
      if (row.cell[i].empty()) continue;
      auto& code = code_named(row.cell[i], names.variables[i]);
      if (i < row.cell_labels.size()) add_text(row.cell_labels[i], code.labels);
    }
    auto& all = names.indicators;
    auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.id == row.indicator; });
    if (found == all.end()) found = all.insert(all.end(), indicator_named(row.indicator, study));
    add_text(row.indicator_label, found->labels);
    if (row.category.empty()) continue;
    add_text(row.category_label, code_named(row.category, *found).labels);
  }
  for (auto& variable : names.variables) add_instrument_texts(study.instrument, variable);
  return names;
}

}  // namespace sondeo::run
