#include "engine/design/detail/collapse.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "engine/base/nearest.hpp"
#include "engine/design/codes.hpp"
#include "engine/design/detail/design_faults.hpp"
#include "engine/design/detail/stratum_groups.hpp"

namespace sondeo::design::detail {

namespace {

/// Strata joined into one another. The first of those joined stands for all.
class JoinedStrata {
 public:
  explicit JoinedStrata(const SampleDesign& design) : first_(design.strata.size()) {
    std::iota(first_.begin(), first_.end(), std::size_t{0});
    for (const auto& stratum : design.strata) psus_.push_back(stratum.psu_count);
  }
  void join(std::size_t a, std::size_t b) {
    const std::size_t low = std::min(first_[a], first_[b]);
    const std::size_t high = std::max(first_[a], first_[b]);
    if (low == high) return;
    std::replace(first_.begin(), first_.end(), high, low);
    psus_[low] += psus_[high];
    any_ = true;
  }
  [[nodiscard]] bool any() const { return any_; }
  [[nodiscard]] std::size_t first(std::size_t stratum) const { return first_[stratum]; }
  [[nodiscard]] bool alone(std::size_t stratum) const { return psus_[first_[stratum]] == 1; }

 private:
  std::vector<std::size_t> first_;
  std::vector<std::int32_t> psus_;
  bool any_ = false;
};

std::size_t stratum_named(const SampleDesign& design, const Written& label) {
  std::vector<std::string> labels;
  for (std::size_t h = 0; h < design.strata.size(); ++h) {
    const auto& stratum = design.strata[h];
    if (stratum.certainty()) continue;
    if (stratum.label == label.text) return h;
    labels.push_back(stratum.label);
  }
  throw Error({code::kCollapseUnknown,
               {{"stratum", label.text}},
               label.place,
               nearest_names(label.text, labels),
               {}});
}

std::vector<const Column*> shared_columns(const DesignColumns& columns, const DesignSpec& spec) {
  std::vector<const Column*> shared;
  for (const auto& variable : spec.collapse->within) {
    const auto found = std::find_if(spec.strata.begin(), spec.strata.end(),
                                    [&](const Written& stratum) { return stratum.text == variable.text; });
    if (found == spec.strata.end()) {
      throw Error({code::kCollapseNotStrata, {{"variable", variable.text}}, variable.place, {}, {}});
    }
    shared.push_back(columns.strata[static_cast<std::size_t>(found - spec.strata.begin())]);
  }
  return shared;
}

void join_lonely(const SampleDesign& design, const DesignColumns& columns, const DesignSpec& spec,
                 JoinedStrata& joined) {
  const auto groups = group_strata(design, shared_columns(columns, spec));
  const auto rows = rows_of_strata(design);
  for (std::size_t h = 0; h < design.strata.size(); ++h) {
    if (!design.strata[h].lonely() || !joined.alone(h)) continue;
    if (const auto nearest = nearest_stratum(design, h, groups, rows)) joined.join(h, *nearest);
  }
}

/// Another stratum's PSUs and population added to a stratum's.
void add_stratum(Stratum& merged, const Stratum& other) {
  const double n = merged.psu_count;
  const double m = other.psu_count;
  const bool sizes = merged.sampling_fraction > 0 && other.sampling_fraction > 0;
  const double population = sizes ? n / merged.sampling_fraction + m / other.sampling_fraction : 0.0;
  merged.sampling_fraction = sizes ? (n + m) / population : 0.0;
  merged.psu_count += other.psu_count;
  merged.label += "+" + other.label;
}

/// The design with PSUs numbered by the joined strata.
void renumber(SampleDesign& design, const JoinedStrata& joined) {
  std::vector<Stratum> strata;
  std::vector<std::int32_t> stratum_of_psu;
  std::vector<std::int32_t> new_psu(design.psu_count());
  for (std::size_t first = 0; first < design.strata.size(); ++first) {
    if (joined.first(first) != first) continue;
    for (std::size_t h = first; h < design.strata.size(); ++h) {
      if (joined.first(h) != first) continue;
      const Stratum& old = design.strata[h];
      for (std::int32_t i = 0; i < old.psu_count; ++i) {
        new_psu[static_cast<std::size_t>(old.first_psu) + static_cast<std::size_t>(i)] =
            static_cast<std::int32_t>(stratum_of_psu.size());
        stratum_of_psu.push_back(static_cast<std::int32_t>(strata.size() - (h == first ? 0 : 1)));
      }
      if (h == first) {
        strata.push_back(old);
        strata.back().first_psu = static_cast<std::int32_t>(stratum_of_psu.size()) - old.psu_count;
      } else {
        add_stratum(strata.back(), old);
      }
    }
    if (strata.back().label != design.strata[first].label)
      design.merged_strata.push_back(strata.back().label);
  }
  design.strata = std::move(strata);
  design.stratum_of_psu = std::move(stratum_of_psu);
  for (auto& psu : design.psu_of_row) psu = new_psu[static_cast<std::size_t>(psu)];
}

}  // namespace

void collapse_strata(SampleDesign& design, const DesignColumns& columns, const DesignSpec& spec) {
  JoinedStrata joined(design);
  for (const auto& merge : spec.collapse->merges) {
    joined.join(stratum_named(design, merge.stratum), stratum_named(design, merge.into));
  }
  if (!spec.collapse->within.empty()) join_lonely(design, columns, spec, joined);
  if (joined.any()) renumber(design, joined);
}

}  // namespace sondeo::design::detail
