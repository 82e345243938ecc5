#include "engine/ingest/file.hpp"

#include <unordered_map>

#include "engine/base/nearest.hpp"
#include "engine/ingest/codes.hpp"
#include "engine/ingest/detail/csv_file.hpp"
#include "engine/ingest/detail/guarded_file.hpp"
#include "engine/ingest/detail/named_positions.hpp"
#include "engine/ingest/detail/source_file.hpp"

namespace sondeo::ingest {

namespace detail {

std::vector<std::uint32_t> named_positions(const FileDescription& file, std::span<const std::string> names) {
  std::unordered_map<std::string_view, std::uint32_t> position_of;
  for (std::size_t i = 0; i < file.variables.size(); ++i) {
    position_of.try_emplace(file.variables[i].name, static_cast<std::uint32_t>(i));
  }
  std::vector<std::uint32_t> found;
  std::vector<bool> taken(file.variables.size(), false);
  for (const auto& name : names) {
    const auto position = position_of.find(name);
    if (position == position_of.end()) {
      Diagnostic diagnostic;
      diagnostic.code = code::kVariableNotInFile;
      diagnostic.arguments = {{"name", name}, {"file", file.path.string()}};
      diagnostic.similar = nearest_names(name, file.names());
      diagnostic.next = "sondeo inspect '" + file.path.string() + "'";
      throw Error(std::move(diagnostic));
    }
    if (!taken[position->second]) found.push_back(position->second);
    taken[position->second] = true;
  }
  return found;
}

}  // namespace detail

std::vector<std::string> FileDescription::names() const {
  std::vector<std::string> names;
  names.reserve(variables.size());
  for (const auto& variable : variables) names.push_back(variable.name);
  return names;
}

FileDescription describe(const std::filesystem::path& path, const ReadOptions& options) {
  const FileFormat format = detail::detect_format(path);
  if (format == FileFormat::kCsv) return detail::describe_csv(path, options);
  return detail::describe_guarded(path, format, options);
}

Table read(const FileDescription& file, std::span<const std::string> names, const ReadOptions& options) {
  const std::vector<std::uint32_t> wanted = detail::named_positions(file, names);
  if (file.format == FileFormat::kCsv) return detail::read_csv(file, wanted, options);
  return detail::read_guarded(file, wanted, options);
}

}  // namespace sondeo::ingest
