#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/shared.hpp"
#include "engine/estimation/model_result.hpp"
#include "engine/estimation/published_table.hpp"
#include "engine/estimation/test_result.hpp"

namespace sondeo::estimation {

/// A number that a cell does not have.
inline constexpr double kAbsent = std::numeric_limits<double>::quiet_NaN();

/// One row of the result table (DESIGN 6): one indicator, category and cell. Absent numbers are NaN.
struct Estimate {
  SharedText indicator;
  SharedText indicator_label;  ///< in the run's language, empty if none
  SharedText category;         ///< a code, empty when the measure has none
  SharedText category_label;
  SharedText measure;         ///< "proportion", "mean", "total", "ratio", "rate", "share", "quantile"
  SharedText unit;            ///< "fraction", "percent", "per_1000", "count", or the variable's
  SharedTexts cell;           ///< a code per disaggregation of the table; empty = total
  SharedTexts cell_labels;    ///< as `cell`
  double estimate = kAbsent;  ///< in `unit`
  double se = kAbsent;        ///< in `unit`
  double cv = kAbsent;        ///< a fraction
  double ci_low = kAbsent;    ///< in `unit`
  double ci_high = kAbsent;   ///< in `unit`
  double level = 0.95;
  SharedText interval;             ///< "logit", "wald", "log", "woodruff-wald"
  double df = kAbsent;             ///< infinity for the normal
  double deff = kAbsent;           ///< V / (S2 / n)
  double n = kAbsent;              ///< rows with weight and a non-missing term
  double n_events = kAbsent;       ///< those, or the child rows, with the event
  double n_victims = kAbsent;      ///< base rows with at least one event
  double n_missing = kAbsent;      ///< rows of the cell's base without a term
  double missing_share = kAbsent;  ///< their share of the base's weight, a fraction
  double n_psu = kAbsent;          ///< PSUs of the cell
  double n_strata = kAbsent;       ///< strata of the cell
  double weight_sum = kAbsent;     ///< over the n rows
  double deff_wor = kAbsent;       ///< V / (S2 (N - n) / (N n))
  double deft = kAbsent;           ///< square root of deff
  double n_eff = kAbsent;          ///< n / deff
  double fmi = kAbsent;            ///< fraction of missing information, of imputed data sets combined
  SharedText quality;              ///< blank until a scheme is named
  SharedTexts notes;               ///< codes: "empty_domain", "df_strata", "p_zero", ...
  double per = 1;                  ///< no column: figures / per are fractions, means of the variable ...
  bool never_negative = false;     ///< no column: known where `EstimateSpec::of_implicate`
};

/// A disaggregation that some row of the table uses.
struct DisaggregationColumn {
  std::string name;   ///< the column's header; `by_` in front when named like a fixed column
  std::string label;  ///< in the run's language, empty if none
};

/// What the variance rests on, printed with every table.
struct DesignSummary {
  std::vector<std::pair<std::string, std::string>>
      facts;  ///< name and value, in order: "strata" = "VarStrat", ...
};

/// What a scheme may say of a figure, for the legend of the table.
struct QualityLabelText {
  std::string id;     ///< as in `Estimate::quality`
  std::string title;  ///< in the run's language
  std::string symbol;
  bool publish = true;  ///< whether a figure with it may be published
};

/// By which rules the rows were labelled.
struct QualitySummary {
  std::string scheme;  ///< empty: none was named, and no row has a label
  std::string title;   ///< in the run's language
  std::vector<QualityLabelText> labels;
};

/// The result table, the same in every format and command.
struct EstimateTable {
  std::string study;
  std::string period;
  std::vector<DisaggregationColumn> disaggregations;
  std::vector<Estimate> rows;
  std::vector<TestResult> tests;
  std::vector<ModelResult> models;
  std::vector<PublishedTable> tables;  ///< how numbered tables lay the rows out
  bool with_deff = false;              ///< adds deff_wor, deft, n_eff
  bool with_fmi = false;               ///< adds fmi
  DesignSummary design;
  QualitySummary quality;
  std::vector<std::pair<std::string, std::string>> provenance;  ///< name and value, in order
};

}  // namespace sondeo::estimation
