#pragma once

#include <filesystem>
#include <optional>

#include "engine/base/place.hpp"
#include "program/run/study.hpp"

namespace sondeo::run {

/// A study's file read with another instrument than the one that it names: that of another edition, whose
/// codes and constructs may differ.
/// @param instrument  an id of the library, or a file in the study's folder
/// @throws Error  as `read_study`
[[nodiscard]] Study read_study_with(const std::filesystem::path& file,
                                    const std::optional<std::filesystem::path>& data_folder,
                                    const Written& instrument);

}  // namespace sondeo::run
