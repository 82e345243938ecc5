#pragma once

#include "program/run/study.hpp"

namespace sondeo::run {

/// Whether an edition says that it shares PSUs with those before it.
[[nodiscard]] bool shares_psus(const Study& study);

/// Shared PSUs have a covariance under linearised variances of the simple kind only.
/// @throws Error kWavesLinearised
void refuse_without_scores(const Study& study, const Place& place);

/// A later edition's overlap concerns those before it: they have their own key, or the same variables.
[[nodiscard]] Study with_overlap(Study study, const Study& later);

}  // namespace sondeo::run
