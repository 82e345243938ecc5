#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/diagnostic.hpp"
#include "engine/base/place.hpp"
#include "engine/design/calibrated_spec.hpp"
#include "engine/design/design_spec.hpp"
#include "engine/estimation/comparison_spec.hpp"
#include "engine/estimation/derived_spec.hpp"
#include "engine/estimation/estimate_spec.hpp"
#include "engine/ingest/data_spec.hpp"
#include "program/run/cross_spec.hpp"
#include "program/run/imputation_spec.hpp"
#include "program/run/impute_spec.hpp"
#include "program/run/model_spec.hpp"
#include "program/run/table_spec.hpp"
#include "program/run/test_spec.hpp"
#include "program/run/waves_spec.hpp"
#include "questionnaires/instrument.hpp"
#include "reports/disclosure_spec.hpp"
#include "reports/quality_spec.hpp"
#include "reports/report_spec.hpp"
#include "weights/response_section.hpp"
#include "weights/weighting_step.hpp"

namespace sondeo::run {

/// The instrument's item = this file's variable, for one level ("" when the study has one table).
struct ItemMap {
  std::string level;
  std::vector<std::pair<Written, Written>> variables;  ///< item, variable
};

/// One survey edition, as its file or the command line says it: nothing is read from the data yet.
struct Study {
  std::filesystem::path path;    ///< of the study file; empty for the command line
  std::filesystem::path folder;  ///< where data files are looked for: the study's folder or --data
  std::string id;
  questionnaires::Texts title;
  std::string country;
  std::string period;
  std::optional<Written> instrument_source;
  std::filesystem::path instrument_file;  ///< of the named instrument; empty: none, or the library's
  questionnaires::Instrument instrument;  ///< the study's own parts added to the named instrument's
  std::vector<ItemMap> maps;
  std::vector<ingest::DataSpec> data;
  design::DesignSpec design;
  std::vector<design::WeightSpec> weights;
  std::vector<design::CalibratedSpec> calibrated;  ///< of delivered weights
  std::vector<weights::WeightingStep> weighting;   ///< in their order
  std::vector<weights::ResponseSpec> response;     ///< stages of the fieldwork, likewise
  estimation::EstimateSpec estimate;
  bool by_given = false;  ///< `[estimate]` has a `by`, be it `false`
  std::vector<CrossSpec> crosses;
  std::vector<TableSpec> tables;
  std::vector<estimation::ComparisonSpec> comparisons;
  std::vector<estimation::DerivedSpec> derived;  ///< functions of the indicators' estimates
  std::vector<TestSpec> tests;
  std::vector<ModelSpec> models;
  std::optional<reports::QualitySpec> quality;        ///< absent: figures are not labelled
  std::optional<reports::DisclosureSpec> disclosure;  ///< absent: no figure is protected
  std::optional<reports::ReportSpec> report;
  std::optional<WavesSpec> waves;            ///< what its editions have in common
  std::optional<ImputationSpec> imputation;  ///< multiply imputed data
  std::vector<ImputeSpec> imputes;           ///< hot decks, in the order in which they are applied
  std::uint32_t implicate = 0;               ///< which of its completed data sets this is, from 1; 0: none
  std::uint64_t imputation_seed = 1;         ///< of its draws
  Diagnostics findings;                      ///< warnings of reading it
};

}  // namespace sondeo::run
