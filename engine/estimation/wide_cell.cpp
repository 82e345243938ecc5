#include "engine/estimation/wide_cell.hpp"

#include <algorithm>
#include <cstdint>

#include "engine/estimation/stage_variance.hpp"
#include "engine/numeric/registers.hpp"

namespace sondeo::estimation {

namespace {

using design::LonelyPsu;
using design::Stratum;
using Entries = std::span<const moments::BreakdownMoments::Entry>;

/// Running sums side by side, each with its compensation (`numeric::CompensatedSum`, the same bits).
struct SumColumns {
  std::vector<double> sums;
  std::vector<double> corrections;

  explicit SumColumns(std::size_t count) : sums(count), corrections(count) {}
  [[nodiscard]] double value(std::size_t i) const { return sums[i] + corrections[i]; }
  void clear() {
    std::fill(sums.begin(), sums.end(), 0.0);
    std::fill(corrections.begin(), corrections.end(), 0.0);
  }
};

/// What the rounding of sum + value took, exactly and without a branch, is added to the correction.
/// @source Knuth, The Art of Computer Programming 2, 4.2.2 theorem B
[[gnu::always_inline]] inline void add_to(double& sum, double& correction, double value) {
  const double next = sum + value;
  const double back = next - sum;
  correction += (sum - (next - back)) + (value - back);
  sum = next;
}

/// Where the scores' terms stand in an entry, and what they are multiplied by.
struct Forms {
  explicit Forms(std::span<const ScoreForm> forms) : all(forms), side_by_side(true) {
    for (std::size_t v = 0; v < forms.size(); ++v) {
      ratio.push_back(forms[v].ratio);
      scale.push_back(forms[v].scale);
      side_by_side = side_by_side && forms[v].numerator == forms[0].numerator + v &&
                     forms[v].denominator == forms[0].denominator + v &&
                     forms[v].weight == forms[0].weight + v;
    }
  }

  std::span<const ScoreForm> all;
  bool side_by_side;  ///< the terms of all variates: read where they are
  std::vector<double> ratio;
  std::vector<double> scale;
};

/// One stratum at a time, all variates.
struct StratumWork {
  explicit StratumWork(std::size_t count)
      : variates(count), gathered(3 * count), totals(count), squares(count), cases(count), variance(count) {}

  std::size_t variates;
  std::vector<double> gathered;  ///< numerators, denominators, weights of an entry
  std::vector<double> scores;    ///< [entries x variates]
  SumColumns totals;             ///< of the scores
  SumColumns squares;            ///< about their mean
  std::vector<double> cases;     ///< PSUs with cases
  SumColumns variance;           ///< of the strata so far
};

[[gnu::always_inline]] inline void add_terms(Entries entries, std::size_t terms, double* __restrict sums,
                                             double* __restrict corrections) {
  for (const auto& entry : entries) {
    for (std::size_t j = 0; j < terms; ++j) add_to(sums[j], corrections[j], entry.sums[j]);
  }
}

/// Numerators, denominators and weights of an entry, copied together.
inline const double* gather(const double* sums, const Forms& forms, std::vector<double>& out) {
  const std::size_t count = forms.all.size();
  for (std::size_t v = 0; v < count; ++v) {
    out[v] = sums[forms.all[v].numerator];
    out[count + v] = sums[forms.all[v].denominator];
    out[2 * count + v] = sums[forms.all[v].weight];
  }
  return out.data();
}

/// Scores of a stratum's entries, their totals and the PSUs with cases.
[[gnu::always_inline]] inline void score(Entries entries, const Forms& forms, StratumWork& work) {
  const std::size_t count = work.variates;
  const double* __restrict ratio = forms.ratio.data();
  const double* __restrict scale = forms.scale.data();
  double* __restrict totals = work.totals.sums.data();
  double* __restrict corrections = work.totals.corrections.data();
  double* __restrict cases = work.cases.data();
  for (std::size_t e = 0; e < entries.size(); ++e) {
    const double* from = forms.side_by_side ? entries[e].sums : gather(entries[e].sums, forms, work.gathered);
    const double* __restrict y = forms.side_by_side ? from + forms.all[0].numerator : from;
    const double* __restrict x = forms.side_by_side ? from + forms.all[0].denominator : from + count;
    const double* __restrict weight = forms.side_by_side ? from + forms.all[0].weight : from + 2 * count;
    double* __restrict scores = &work.scores[e * count];
    for (std::size_t v = 0; v < count; ++v) {
      const double all = scale[v] * (y[v] - ratio[v] * x[v]);
      const double value = weight[v] != 0.0 ? all : 0.0;
      scores[v] = value;
      cases[v] += weight[v] != 0.0 ? 1.0 : 0.0;
      add_to(totals[v], corrections[v], value);
    }
  }
}

/// Adds the stratum's factor x the sum over its n PSUs of (z - mean)^2, those without entry being 0.
[[gnu::always_inline]] inline void add_variance(std::size_t entries, double n, double factor,
                                                StratumWork& work) {
  const std::size_t count = work.variates;
  double* __restrict mean = work.gathered.data();
  const double* __restrict totals = work.totals.sums.data();
  const double* __restrict corrections = work.totals.corrections.data();
  double* __restrict squares = work.squares.sums.data();
  double* __restrict lost = work.squares.corrections.data();
  for (std::size_t v = 0; v < count; ++v) mean[v] = (totals[v] + corrections[v]) / n;
  for (std::size_t e = 0; e < entries; ++e) {
    const double* __restrict scores = &work.scores[e * count];
    for (std::size_t v = 0; v < count; ++v) {
      const double from_mean = scores[v] - mean[v];
      add_to(squares[v], lost[v], from_mean * from_mean);
    }
  }
  double* __restrict variance = work.variance.sums.data();
  double* __restrict variance_lost = work.variance.corrections.data();
  const double absent = n - static_cast<double>(entries);
  for (std::size_t v = 0; v < count; ++v) {
    add_to(squares[v], lost[v], absent * mean[v] * mean[v]);
    add_to(variance[v], variance_lost[v], factor * (squares[v] + lost[v]));
  }
}

/// The three loops, compiled for one kind of registers.
struct Loops {
  void (*add_terms)(Entries, std::size_t, double*, double*);
  void (*score)(Entries, const Forms&, StratumWork&);
  void (*add_variance)(std::size_t, double, double, StratumWork&);
};

void add_terms_plain(Entries entries, std::size_t terms, double* sums, double* corrections) {
  add_terms(entries, terms, sums, corrections);
}
void score_plain(Entries entries, const Forms& forms, StratumWork& work) { score(entries, forms, work); }
void add_variance_plain(std::size_t entries, double n, double factor, StratumWork& work) {
  add_variance(entries, n, factor, work);
}

#if defined(__x86_64__)
[[gnu::target("avx2")]] void add_terms_avx2(Entries entries, std::size_t terms, double* sums,
                                            double* corrections) {
  add_terms(entries, terms, sums, corrections);
}
[[gnu::target("avx2")]] void score_avx2(Entries entries, const Forms& forms, StratumWork& work) {
  score(entries, forms, work);
}
[[gnu::target("avx2")]] void add_variance_avx2(std::size_t entries, double n, double factor,
                                               StratumWork& work) {
  add_variance(entries, n, factor, work);
}
[[gnu::target("avx512f,avx512bw")]] void add_terms_avx512(Entries entries, std::size_t terms, double* sums,
                                                          double* corrections) {
  add_terms(entries, terms, sums, corrections);
}
[[gnu::target("avx512f,avx512bw")]] void score_avx512(Entries entries, const Forms& forms,
                                                      StratumWork& work) {
  score(entries, forms, work);
}
[[gnu::target("avx512f,avx512bw")]] void add_variance_avx512(std::size_t entries, double n, double factor,
                                                             StratumWork& work) {
  add_variance(entries, n, factor, work);
}

Loops chosen() {
  return numeric::for_widest_registers<Loops>({add_terms_plain, score_plain, add_variance_plain},
                                              {add_terms_avx2, score_avx2, add_variance_avx2},
                                              {add_terms_avx512, score_avx512, add_variance_avx512});
}
#else
Loops chosen() { return {add_terms_plain, score_plain, add_variance_plain}; }
#endif

const Loops& loops() {
  static const Loops kLoops = chosen();
  return kLoops;
}

}  // namespace

bool WideCell::serves(const LevelRows& rows) {
  const auto& design = rows.design;
  const bool linearised = rows.made == nullptr && rows.given == nullptr && rows.reduced == nullptr;
  const bool lends = design.lonely_psu == LonelyPsu::kAdjust || design.lonely_psu == LonelyPsu::kAverage;
  return linearised && !design.pps && !design.two_phase && design.later_stages.empty() && !lends;
}

WideCell::WideCell(std::span<const Entry> entries, std::size_t terms) : entries_(entries) {
  SumColumns sums(terms);
  loops().add_terms(entries, terms, sums.sums.data(), sums.corrections.data());
  totals_.reserve(terms);
  for (std::size_t j = 0; j < terms; ++j) totals_.push_back(sums.value(j));
}

void WideCell::set_scores(const design::SampleDesign& design, std::span<const ScoreForm> score_forms) {
  const Forms forms(score_forms);
  StratumWork work(score_forms.size());
  units_.assign(score_forms.size(), {});
  for (std::size_t first = 0; first < entries_.size();) {
    const auto psu = static_cast<std::size_t>(entries_[first].psu);
    const Stratum& stratum = design.strata[static_cast<std::size_t>(design.stratum_of_psu[psu])];
    std::size_t last = first;
    while (last < entries_.size() && entries_[last].psu < stratum.first_psu + stratum.psu_count) ++last;
    work.scores.resize(std::max(work.scores.size(), (last - first) * work.variates));
    work.totals.clear();
    work.squares.clear();
    std::fill(work.cases.begin(), work.cases.end(), 0.0);
    loops().score(entries_.subspan(first, last - first), forms, work);
    add_units(stratum, work.cases);
    if (!stratum.certainty() && !stratum.lonely()) {
      loops().add_variance(last - first, stratum.psu_count, stratum_factor(stratum), work);
    }
    first = last;
  }
  variance_.clear();
  for (std::size_t v = 0; v < work.variates; ++v) variance_.push_back(work.variance.value(v));
}

void WideCell::add_units(const Stratum& stratum, std::span<const double> cases) {
  const bool may_be_alone = stratum.psu_count > 1 && !stratum.certainty();
  for (std::size_t v = 0; v < cases.size(); ++v) {
    if (cases[v] == 0.0) continue;
    CaseUnits& units = units_[v];
    units.psus += cases[v];
    units.strata += 1;
    units.psus_of_strata += stratum.psu_count;
    if (may_be_alone && cases[v] == 1.0) units.lone_strata += 1;
  }
}

}  // namespace sondeo::estimation
