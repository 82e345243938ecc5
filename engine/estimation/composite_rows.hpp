#pragma once

#include "engine/estimation/composite.hpp"
#include "engine/estimation/degrees_of_freedom.hpp"

namespace sondeo::estimation {

/// Puts functions of estimates into rows of the result table. Nothing is thrown for a row that cannot be
/// estimated: its `notes` say why.
class CompositeRows {
 public:
  CompositeRows(const LevelRows& rows, const EstimateSpec& spec)
      : spec_(spec), df_(rows, spec.df), proportion_df_(rows, spec.df_of_proportions()) {}

  /// Estimate, SE, cv, df, PSUs and strata; the df are those of the PSUs with cases of any of its estimates.
  /// @param variate  whose weight says which PSUs the design has
  void set_figures(const CompositeEstimate& composite, const moments::Variate& variate, Estimate& row);
  /// The same of a proportion, which may have df by a rule of its own.
  void set_proportion_figures(const CompositeEstimate& composite, const moments::Variate& variate,
                              Estimate& row);

  /// The interval of anything but a proportion: wald, or log on request.
  void set_interval(const CompositeEstimate& composite, Estimate& row) const;

  /// The same, whatever was asked for: of a difference, which may be negative.
  void set_wald_interval(const CompositeEstimate& composite, Estimate& row) const;

  /// The interval of a proportion, a fraction times `per`; row.n says how many cases it has.
  void set_proportion_interval(const CompositeEstimate& composite, double per, Estimate& row) const;

  /// Turns the Wald interval of a row into that on the log scale, with a note.
  static void turn_to_log(double level, Estimate& row);

 private:
  static void write_figures(const CompositeEstimate& composite, const moments::Variate& variate,
                            DegreesOfFreedom& rule, Estimate& row);
  /// Whether the row has all that an interval needs; else it says why.
  [[nodiscard]] static bool has_interval(const CompositeEstimate& composite, Estimate& row);
  [[nodiscard]] double t_of(double df) const;

  const EstimateSpec& spec_;
  DegreesOfFreedom df_;
  DegreesOfFreedom proportion_df_;
};

}  // namespace sondeo::estimation
