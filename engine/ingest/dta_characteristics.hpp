#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace sondeo::ingest {

/// What a Stata file says of the data set as a whole (`char _dta[name]`): notes, and the design that `svyset`
/// declared ("_svy_su1", "_svy_strata1", ...). ReadStat gives none of it, so that this part of the file, of
/// formats 113 to 115 and 117 to 119, is read here: bytes that are counted against the file's size and a
/// limit of 16 MB, nothing that is calculated with. Texts as they stand. Empty for files of other kinds.
/// @throws Error kFileUnreadable, kCharacteristicsDamaged
/// @source Stata, help dta ("Characteristics"; formats 113, 115, 117, 118)
[[nodiscard]] std::map<std::string, std::string> dta_characteristics(const std::filesystem::path& file);

}  // namespace sondeo::ingest
