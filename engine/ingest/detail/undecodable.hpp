#pragma once

#include <filesystem>
#include <span>
#include <string>

namespace sondeo::ingest::detail {

/// Throws the Error of a file whose texts do not belong to its encoding: it names the first five variables
/// concerned and proposes the likeliest other encoding.
[[noreturn]] void refuse_undecodable(const std::filesystem::path& path, const std::string& encoding,
                                     std::span<const std::string> variables);

}  // namespace sondeo::ingest::detail
