#pragma once

#include "engine/table/table.hpp"

namespace sondeo::samples {

/// The data file of samples/national-vaw as its field team would deliver it: Spanish labels, acts ever with
/// 8 and 9 declared missing, acts of the last year whose 8 and 9 the file forgot to declare.
/// @param times  see `synthetic_women`
Table national_vaw(int times);

}  // namespace sondeo::samples
