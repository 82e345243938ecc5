#pragma once

#include <vector>

#include "engine/ingest/data_spec.hpp"
#include "engine/table/table.hpp"
#include "questionnaires/mapping.hpp"

namespace sondeo::run {

/// The rows of the completed data set that `implicate` names; all where its data sets are not stacked.
[[nodiscard]] Table rows_of_implicate(const Table& stacked, const ingest::ImplicateSpec& implicate);

/// Binds the names of imputed variables to their columns in this data set, before anything else that a name
/// may mean; an item of the instrument keeps its codes.
void bind_imputed_variables(const ingest::ImplicateSpec& implicate,
                            const questionnaires::Instrument& instrument,
                            std::vector<questionnaires::ItemVariable>& items);

}  // namespace sondeo::run
