#pragma once

#include <filesystem>
#include <optional>

#include "engine/base/place.hpp"
#include "engine/spec/document.hpp"
#include "program/run/study.hpp"

namespace sondeo::run {

/// Reads a study's file and the instrument that it names, and checks what can be checked without the data:
/// that its levels, roles and indicators exist, that keys fit, that its data files are there.
/// @param data_folder  where data files are looked for (`--data`); absent: the study's folder
/// @throws Error  with its place, at the first fault: kSpec..., kStudy..., kInstrument..., kIndicator...
[[nodiscard]] Study read_study(const std::filesystem::path& file,
                               const std::optional<std::filesystem::path>& data_folder);

/// The study and its instrument as they are written: the catalogue's indicators are not expanded, what is
/// estimated is not checked, and data files are not looked for.
[[nodiscard]] Study read_study_texts(const std::filesystem::path& file,
                                     const std::optional<std::filesystem::path>& data_folder);

/// The same from a document alone: no other file is looked at, an instrument named is not read.
[[nodiscard]] Study parse_study(const spec::Document& document);

/// Where a data file named in the study is.
/// @throws Error kStudyFileOutside  for an absolute path, `..`, or a link that leaves the folder
/// @throws Error kStudyFileAbsent   with the nearest names of the folder
/// @throws Error kStudyFileNotRegular, kStudyFileName
[[nodiscard]] std::filesystem::path data_file(const Study& study, const Written& file);

/// The same for a study's file; what the command line names is where it says, from the working folder.
[[nodiscard]] std::filesystem::path study_or_working_file(const Study& study, const Written& file);

}  // namespace sondeo::run
