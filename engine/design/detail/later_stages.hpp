#pragma once

#include "engine/design/sample_design.hpp"

namespace sondeo::design::detail {

/// How many of the later stages add to the variance: those before which each stage has an fpc, or certainty.
[[nodiscard]] std::size_t stages_that_matter(const DesignColumns& columns, const DesignSpec& spec);

/// Sets `probability_of_row` to the first stage's sampling fractions; 1 where there is none.
void set_first_probabilities(SampleDesign& design);

/// Numbers the units of the later stages and sets `later_stages`, `unit_of_row` and `probability_of_row` of a
/// design whose first stage is there. Lonely strata are not looked at.
/// @throws Error kDesignMissing, kFpcNotOneScale, kStageFpcVaries, kStageFpcTooSmall
void add_later_stages(SampleDesign& design, const DesignColumns& columns, const DesignSpec& spec);

}  // namespace sondeo::design::detail
