#pragma once

#include "engine/estimation/scores.hpp"

namespace sondeo::estimation {

/// Variance of an estimate from a second phase of stratified units inside a first phase of stratified PSUs
/// (`design.two_phase`), its scores z those of all units, 0 where one has no cases.
///
/// full: sum_u sum_v [1 - (1 - D1_uv) (1 - D2_uv)] z_u z_v, with D = (pi_uv - pi_u pi_v) / pi_uv of simple
/// random sampling in each phase: D1 = g in one PSU, -g / (n_a - 1) in two of a stratum a (g = 1 - f_a), D2 =
/// 1 - f_h for a unit itself, -(1 - f_h) / (m_h - 1) for two of a stratum h. By sums, with e_h = (1 - f_h) /
/// (m_h - 1):
///
///   sum_h (1 - f_h) m_h / (m_h - 1) sum_u (z_u - mean_h)^2
///   + sum_a g n_a / (n_a - 1) [sum_i (z_i - mean_a)^2 + sum_h e_h sum_i (z_ih - mean_ah)^2]
///   - sum_u g (1 - f_h) m_h / (m_h - 1) z_u^2
///
/// where z_i and z_ih are the sums of PSU i and of its units of h, over all n_a PSUs of the first phase.
/// Without an fpc f_a is 0. Strata of one unit or PSU, taken whole or under `remove` and `certainty`, add
/// nothing.
///
/// approx: sum_h as above + sum_a g n_a / (n_a - 1) sum_u (f_u z_u - S_a / n_a)^2 / f_u over the units drawn
/// in a, S_a their sum, f_u the fraction drawn of the stratum h (without strata: of a's PSUs).
/// @return  may be negative under full
/// @source  Sarndal, Swensson and Wretman 1992, (9.3.7); R survey 4.1 twophase2var, twophasevar
double two_phase_variance(const design::SampleDesign& design, const Scores& scores);

/// The covariance that belongs to it.
double two_phase_covariance(const design::SampleDesign& design, const Scores& a, const Scores& b);

}  // namespace sondeo::estimation
