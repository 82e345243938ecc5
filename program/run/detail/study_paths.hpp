#pragma once

#include <filesystem>

#include "engine/base/place.hpp"

namespace sondeo::run::detail {

/// A file that a study names, below `folder` and nowhere else: a study may come from somebody else.
/// @throws Error kStudyFileOutside, kStudyFileAbsent, kStudyFileNotRegular, kStudyFileName
[[nodiscard]] std::filesystem::path file_below(const std::filesystem::path& folder, const Written& file);

}  // namespace sondeo::run::detail
