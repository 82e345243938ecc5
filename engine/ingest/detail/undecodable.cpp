#include "engine/ingest/detail/undecodable.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "engine/ingest/codes.hpp"
#include "engine/ingest/detail/encoding.hpp"
#include "engine/ingest/detail/source_file.hpp"

namespace sondeo::ingest::detail {

namespace {

constexpr std::size_t kVariablesNamed = 5;

}  // namespace

void refuse_undecodable(const std::filesystem::path& path, const std::string& encoding,
                        std::span<const std::string> variables) {
  const auto named = variables.first(std::min(variables.size(), kVariablesNamed));
  Diagnostic diagnostic = about_file(code::kTextUndecodable, path,
                                     {{"encoding", encoding},
                                      {"variables", fmt::format("{}", fmt::join(named, ", "))},
                                      {"count", std::to_string(variables.size())}});
  // Files in Spanish, Portuguese and French are one or the other nearly always.
  const char* other = same_encoding(encoding, "UTF-8") ? "WINDOWS-1252" : "UTF-8";
  diagnostic.next = fmt::format("sondeo inspect '{}' --encoding {}", path.string(), other);
  throw Error(std::move(diagnostic));
}

}  // namespace sondeo::ingest::detail
