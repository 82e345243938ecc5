#include "program/run/declared_design.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/base/diagnostic.hpp"
#include "engine/base/nearest.hpp"
#include "program/run/codes.hpp"

namespace sondeo::run {

namespace {

using Declared = std::map<std::string, std::string>;

/// A TOML string.
std::string toml_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20) continue;
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

/// What a word of svyset means here; "" where it means nothing that is written.
struct Meaning {
  std::string_view stata;
  std::string_view ours;
};
constexpr std::array kSingleUnits = {Meaning{"missing", "fail"}, Meaning{"certainty", "certainty"},
                                     Meaning{"scaled", "average"}, Meaning{"centered", "adjust"}};
/// Replicate weights: where svyset keeps their names, and our method.
struct ReplicateKind {
  std::string_view vce;
  std::string_view columns;
  std::string_view method;
};
constexpr std::array kReplicateKinds = {ReplicateKind{"brr", "_svy_brrweight", "brr"},
                                        ReplicateKind{"bootstrap", "_svy_bsrweight", "bootstrap"},
                                        ReplicateKind{"sdr", "_svy_sdrweight", "sdr"}};

/// The characteristics of svyset; which have been used, and what of them cannot be said here.
class Svyset {
 public:
  explicit Svyset(const Declared& declared) : declared_(declared) {
    for (const char* key : {"_svy_version", "_svy_stages", "_svy_stages_wt", "_svy_wexp"}) used_.insert(key);
  }

  [[nodiscard]] bool is_set() const {
    return std::any_of(declared_.begin(), declared_.end(), [](const auto& entry) {
      return entry.first.rfind("_svy_", 0) == 0 && entry.first != "_svy_version";
    });
  }
  std::string take(const std::string& key) {
    used_.insert(key);
    const auto found = declared_.find(key);
    return found == declared_.end() ? "" : found->second;
  }
  /// As lines of comment, all that was not taken.
  [[nodiscard]] std::string left() const {
    std::string lines;
    for (const auto& [key, value] : declared_) {
      if (key.rfind("_svy_", 0) != 0 || used_.count(key) > 0 || value.empty()) continue;
      lines += fmt::format("# not taken over: svyset {} = {}\n", key.substr(5), toml_string(value));
    }
    return lines;
  }
  [[nodiscard]] int stages() const {
    const auto found = declared_.find("_svy_stages");
    int count = 1;
    if (found != declared_.end()) {
      std::from_chars(found->second.data(), found->second.data() + found->second.size(), count);
    }
    return std::clamp(count, 1, 20);
  }

 private:
  const Declared& declared_;
  std::set<std::string> used_;
};

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  std::size_t first = 0;
  while ((first = text.find_first_not_of(' ', first)) != std::string::npos) {
    const std::size_t last = std::min(text.find(' ', first), text.size());
    words.push_back(text.substr(first, last - first));
    first = last;
  }
  return words;
}

/// One stage as "key = value" pairs. In svyset "_n" says that rows are the units: here that is no key.
std::vector<std::string> stage_keys(Svyset& svyset, int stage, const char* unit_key) {
  std::vector<std::string> keys;
  const std::string strata = svyset.take(fmt::format("_svy_strata{}", stage));
  const std::string unit = svyset.take(fmt::format("_svy_su{}", stage));
  const std::string fpc = svyset.take(fmt::format("_svy_fpc{}", stage));
  if (!strata.empty()) keys.push_back("strata = " + toml_string(strata));
  if (!unit.empty() && unit != "_n") keys.push_back(fmt::format("{} = {}", unit_key, toml_string(unit)));
  if (!fpc.empty()) keys.push_back("fpc = " + toml_string(fpc));
  return keys;
}

std::string design_text(Svyset& svyset) {
  std::string text = "[design]\n";
  if (svyset.stages() == 1) {
    const auto keys = stage_keys(svyset, 1, "psu");
    text += fmt::format("{}{}", fmt::join(keys, "\n"), keys.empty() ? "" : "\n");
  } else {
    std::vector<std::string> stages;
    for (int stage = 1; stage <= svyset.stages(); ++stage) {
      stages.push_back(fmt::format("{{ {} }}", fmt::join(stage_keys(svyset, stage, "id"), ", ")));
    }
    text += fmt::format("stages = [\n  {}\n]\n", fmt::join(stages, ",\n  "));
  }
  const std::string single = svyset.take("_svy_singleunit");
  const auto* const known = std::find_if(
      kSingleUnits.begin(), kSingleUnits.end(),
      [&](const Meaning& meaning) { return meaning.stata == (single.empty() ? "missing" : single); });
  if (known != kSingleUnits.end()) text += fmt::format("lonely_psu = \"{}\"\n", known->ours);
  return text;
}

/// A number as TOML writes it: svyset keeps 0.5 as ".5". Nothing where it is none.
std::optional<std::string> number_of(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return fmt::format("{}", value);
}

/// [design.replicates], or nothing where the variance is linearised.
std::string replicates_text(Svyset& svyset) {
  const std::string vce = svyset.take("_svy_vce");
  const auto* const kind = std::find_if(kReplicateKinds.begin(), kReplicateKinds.end(),
                                        [&](const ReplicateKind& known) { return known.vce == vce; });
  if (kind == kReplicateKinds.end()) {
    if (vce != "jackknife") return "";
    return "# not taken over: svyset keeps the multipliers of jackknife weights with each of them. Where "
           "they are\n"
           "# replicate weights, add [design.replicates] with their columns, method jk1 or jkn, and "
           "rscales.\n";
  }
  std::vector<std::string> columns;
  for (const auto& name : words_of(svyset.take(std::string(kind->columns))))
    columns.push_back(toml_string(name));
  if (columns.empty()) return "";
  std::string text = fmt::format("\n[design.replicates]\ncolumns = [{}]\n", fmt::join(columns, ", "));
  const auto fay = number_of(svyset.take("_svy_fay"));
  const bool is_fay = kind->vce == "brr" && fay && *fay != "0";
  text += is_fay ? fmt::format("method = \"fay\"\nrho = {}\n", *fay)
                 : fmt::format("method = \"{}\"\n", kind->method);
  text += fmt::format("mse = {}\n", svyset.take("_svy_mse").empty() ? "false" : "true");
  if (const auto df = number_of(svyset.take("_svy_dof"))) text += fmt::format("df = {}\n", *df);
  return text;
}

std::string weight_text(Svyset& svyset) {
  const std::string weight = svyset.take("_svy_wvar");
  const std::string type = svyset.take("_svy_wtype");
  if (weight.empty()) return "[weight]\n# svyset names no weight\n# person = \"...\"\n";
  const bool plain = type.empty() || type == "pweight";
  return fmt::format("[weight]\n{}person = {}\n", plain ? "" : fmt::format("# of type {} in svyset\n", type),
                     toml_string(weight));
}

std::string adjustment_text(Svyset& svyset) {
  const std::string strata = svyset.take("_svy_poststrata");
  const std::string totals = svyset.take("_svy_postweight");
  if (strata.empty()) return "";
  return fmt::format(
      "# not taken over: svyset post-stratifies by {} to the sizes in {}. Add a [[weighting]] step\n"
      "# \"poststratify\" with a file of these totals (docs/weighting.md).\n",
      toml_string(strata), toml_string(totals));
}

/// A plan's names as the file writes them.
class PlanNames {
 public:
  PlanNames(const std::vector<std::string>& variables, std::string file)
      : variables_(variables), file_(std::move(file)) {}

  [[nodiscard]] std::string operator()(const Written& name) const {
    const auto same = [&name](const std::string& other) {
      return std::equal(other.begin(), other.end(), name.text.begin(), name.text.end(), [](char a, char b) {
        return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
      });
    };
    const auto found = std::find_if(variables_.begin(), variables_.end(), same);
    if (found != variables_.end()) return toml_string(*found);
    throw Error({code::kCsplanVariable,
                 {{"variable", name.text}, {"file", file_}},
                 name.place,
                 nearest_names(name.text, variables_),
                 "sondeo inspect " + file_});
  }
  /// A size or probability: a variable, or a number.
  [[nodiscard]] std::string size(const Written& value) const {
    const auto number = number_of(value.text);
    return number ? toml_string(*number) : (*this)(value);
  }

 private:
  const std::vector<std::string>& variables_;
  std::string file_;
};

std::vector<std::string> stage_keys(const CsplanStage& stage, const PlanNames& names, const char* unit_key) {
  std::vector<std::string> keys;
  std::vector<std::string> strata;
  for (const auto& variable : stage.strata) strata.push_back(names(variable));
  if (strata.size() == 1) keys.push_back("strata = " + strata.front());
  if (strata.size() > 1) keys.push_back(fmt::format("strata = [{}]", fmt::join(strata, ", ")));
  if (stage.cluster) keys.push_back(fmt::format("{} = {}", unit_key, names(*stage.cluster)));
  const auto& size = stage.population ? stage.population : stage.probability;
  if (size && !stage.with_replacement) keys.push_back("fpc = " + names.size(*size));
  return keys;
}

std::string design_text(const CsplanDesign& plan, const PlanNames& names) {
  std::string text = "[design]\n";
  if (plan.stages.size() == 1) {
    const auto keys = stage_keys(plan.stages.front(), names, "psu");
    return text + fmt::format("{}{}", fmt::join(keys, "\n"), keys.empty() ? "" : "\n");
  }
  std::vector<std::string> stages;
  for (const auto& stage : plan.stages) {
    stages.push_back(fmt::format("{{ {} }}", fmt::join(stage_keys(stage, names, "id"), ", ")));
  }
  return text + fmt::format("stages = [\n  {}\n]\n", fmt::join(stages, ",\n  "));
}

std::string id_of(const std::filesystem::path& file) {
  std::string id;
  for (const char c : file.stem().string()) {
    const auto byte = static_cast<unsigned char>(c);
    id += byte < 0x80 && std::isalnum(byte) != 0 ? static_cast<char>(std::tolower(byte)) : '-';
  }
  return id.empty() ? "study" : id;
}

std::string beginning(const std::filesystem::path& file, const std::string& source,
                      std::string_view command) {
  const std::string data = toml_string(file.filename().string());
  return fmt::format(
      "# The design that {} declares ({}). Add the indicators, then: sondeo check\n"
      "schema = \"sondeo-study/1\"\n\n[study]\nid = {}\n\n[data.person]\nfile = {}\n\n",
      toml_string(source), command, toml_string(id_of(file)), data);
}

constexpr std::string_view kIndicatorToAdd =
    "\n# [[indicator]]\n# id = \"...\"\n# level = \"person\"\n# measure = \"proportion\"\n# numerator = "
    "\"...\"\n";

}  // namespace

std::string study_of_declared_design(const std::filesystem::path& file, const Declared& declared) {
  Svyset svyset(declared);
  if (!svyset.is_set()) throw Error({code::kNoDeclaredDesign, {{"file", file.string()}}, {}, {}, {}});
  std::string text = beginning(file, file.filename().string(), "svyset in Stata");
  const std::string replicates = replicates_text(svyset);
  text += design_text(svyset);
  text += replicates;
  text += "\n" + weight_text(svyset);
  const std::string rest = adjustment_text(svyset) + svyset.left();
  if (!rest.empty()) text += "\n" + rest;
  return text.append(kIndicatorToAdd);
}

std::string study_of_csplan(const std::filesystem::path& file, const std::string& syntax,
                            const CsplanDesign& plan, const std::vector<std::string>& variables) {
  const PlanNames names(variables, file.string());
  return fmt::format("{}{}\n[weight]\nperson = {}\n{}",
                     beginning(file, std::filesystem::path(syntax).filename().string(), "CSPLAN in SPSS"),
                     design_text(plan, names), names(plan.weight), kIndicatorToAdd);
}

}  // namespace sondeo::run
