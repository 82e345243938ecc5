#pragma once

#include <span>

#include "engine/estimation/estimate_spec.hpp"
#include "engine/estimation/estimate_table.hpp"
#include "engine/estimation/rubin.hpp"

namespace sondeo::estimation {

/// The result table of multiply imputed data, from those of m >= 2 completed data sets: every estimate and
/// every coefficient of a model combined (`combine_rows`, `combine_models`), and t tests done again with
/// what came out; design and provenance are those of the first.
/// @param spec  as the tables were made, with `of_implicate`
/// @return      with `with_fmi`; tests that are not of one estimate are left out
/// @throws Error kImputationDesign      the data sets' designs differ: which fact, and where first
/// @throws Error kImputationModelTerms  a model has other terms in another data set
[[nodiscard]] EstimateTable combine_implicates(std::span<const EstimateTable> implicates,
                                               const EstimateSpec& spec, ImputationDf rule);

/// A model's coefficients combined over completed data sets, with their own tests and ratios; its counts are
/// means.
/// @throws Error kImputationModelTerms
[[nodiscard]] ModelResult combine_models(std::span<const ModelResult* const> fits, ImputationDf rule);

}  // namespace sondeo::estimation
