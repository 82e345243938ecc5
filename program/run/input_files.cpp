#include "program/run/input_files.hpp"

#include <set>
#include <utility>

#include "program/run/imputation.hpp"
#include "program/run/study_file.hpp"
#include "weights/weighting_step.hpp"

namespace sondeo::run {

namespace {

/// Collects files, each under the first role in which it is met.
class Inputs {
 public:
  void add(const char* role, const std::string& name, const std::filesystem::path& path) {
    std::error_code ignored;
    const auto whole = std::filesystem::weakly_canonical(path, ignored);
    if (!known_.insert(whole.string()).second) return;
    files_.push_back({role, name, fingerprint(path)});
  }
  [[nodiscard]] std::vector<InputFile> files() && { return std::move(files_); }

 private:
  std::set<std::string> known_;
  std::vector<InputFile> files_;
};

void add_data(const Study& study, const ingest::DataSpec& data, Inputs& inputs) {
  const auto path_of = [&study](const Written& file) { return study_or_working_file(study, file); };
  inputs.add("data", data.file.text, path_of(data.file));
  for (const auto& join : data.joins) inputs.add("join", join.file.text, path_of(join.file));
}

}  // namespace

std::vector<InputFile> input_files(const Study& study, const RunOptions& options) {
  Inputs inputs;
  const auto add = [&](const char* role, const std::optional<Written>& file) {
    if (file) inputs.add(role, file->text, study_or_working_file(study, *file));
  };
  if (!study.path.empty()) inputs.add("study", study.path.filename().string(), study.path);
  if (!study.instrument_file.empty()) {
    inputs.add("instrument", study.instrument_source->text, study.instrument_file);
  }
  for (const auto& data : study.data) add_data(study, data, inputs);
  if (study.imputation && !study.imputation->files.empty()) {
    Diagnostics ignored;
    for (const auto& implicate : implicates_of(study, options, ignored)) {
      for (const auto& data : implicate.data) add_data(study, data, inputs);
    }
  }
  if (study.design.collapse) add("collapse", study.design.collapse->map);
  add("sampled_psus", study.design.sampled_psus);
  if (study.design.pps) add("joint_probabilities", study.design.pps->joint);
  if (study.design.replicates) add("rscales", study.design.replicates->rscales_file);
  for (const auto& step : study.weighting) {
    for (const auto& file : weights::files_of(step)) add("totals", file.file);
  }
  if (study.estimate.standard) add("standard_population", study.estimate.standard->population);
  if (study.quality && (study.quality->scheme.text.ends_with(".toml") ||
                        study.quality->scheme.text.find('/') != std::string::npos)) {
    add("quality", study.quality->scheme);
  }
  if (study.report) {
    for (const auto& map : study.report->maps) inputs.add("map", map.file.text, data_file(study, map.file));
  }
  return std::move(inputs).files();
}

}  // namespace sondeo::run
