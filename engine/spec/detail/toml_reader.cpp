// The only door to toml++: its tree is copied into ours, sorted as the file has it and with places in bytes.
#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <toml++/toml.h>

#include "engine/base/diagnostic.hpp"
#include "engine/spec/detail/node.hpp"

namespace sondeo::spec::detail {

namespace {

/// toml++ counts columns in code points, a Place counts bytes.
class ByteColumns {
 public:
  explicit ByteColumns(const SourceText& source) : source_(source) {}

  /// The byte column, from 1, of a position.
  std::size_t of(const toml::source_position& position) {
    const std::vector<std::size_t>& columns = line_columns(position.line);
    const std::size_t column = std::max<std::size_t>(position.column, 1);
    if (columns.empty()) return column;
    return columns[std::min(column, columns.size()) - 1];
  }

 private:
  /// Byte column of every code point of the line and of its end; empty for a line of ASCII alone.
  const std::vector<std::size_t>& line_columns(std::size_t number) {
    const auto [found, fresh] = lines_.try_emplace(number);
    if (!fresh) return found->second;
    const std::string_view line = source_.line(number);
    const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
    if (std::all_of(line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80U; })) {
      return found->second;
    }
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (!continues(line[i])) found->second.push_back(i + 1);
    }
    found->second.push_back(line.size() + 1);
    return found->second;
  }

  const SourceText& source_;
  std::map<std::size_t, std::vector<std::size_t>> lines_;
};

class Copier {
 public:
  explicit Copier(const SourceText& source) : source_(source), columns_(source) {}

  Node node(const toml::node& from) {
    Node result;
    result.region = region(from.source());
    if (const auto* table = from.as_table()) {
      fill_table(*table, result);
    } else if (const auto* array = from.as_array()) {
      result.type = Type::kList;
      for (const toml::node& item : *array) result.items.push_back(node(item));
    } else {
      fill_scalar(from, result);
    }
    return result;
  }

  Region region(const toml::source_region& from) {
    const std::size_t begin = columns_.of(from.begin);
    std::size_t end = source_.line(from.begin.line).size() + 1;
    if (from.end.line == from.begin.line) end = std::max(columns_.of(from.end), begin + 1);
    return {from.begin.line, begin, end > begin ? end - begin : 1};
  }

 private:
  void fill_scalar(const toml::node& from, Node& result) {
    if (const auto* text = from.as_string()) {
      result.type = Type::kText;
      result.text = text->get();
      result.region = inside_quotes(result.region);
    } else if (const auto* integer = from.as_integer()) {
      result.type = Type::kInteger;
      result.integer = integer->get();
    } else if (const auto* number = from.as_floating_point()) {
      result.type = Type::kNumber;
      result.number = number->get();
    } else if (const auto* yes = from.as_boolean()) {
      result.type = Type::kYesNo;
      result.yes = yes->get();
    } else {
      result.type = Type::kDate;
    }
  }

  void fill_table(const toml::table& from, Node& result) {
    result.type = Type::kTable;
    for (const auto& [key, value] : from) {
      result.entries.push_back({std::string(key.str()), inside_quotes(region(key.source())), node(value)});
    }
    // toml++ keeps keys sorted by their letters; what the user wrote first comes first.
    std::stable_sort(result.entries.begin(), result.entries.end(), [](const Entry& a, const Entry& b) {
      return std::pair(a.region.line, a.region.column) < std::pair(b.region.line, b.region.column);
    });
  }

  /// A text begins behind its quotes, and behind the line end that may follow three of them.
  Region inside_quotes(Region region) {
    const std::string_view line = source_.line(region.line);
    if (region.column > line.size()) return region;
    const char quote = line[region.column - 1];
    if (quote != '"' && quote != '\'') return region;
    const std::string_view rest = line.substr(region.column - 1);
    if (rest.substr(0, 3) != std::string(3, quote)) {
      return {region.line, region.column + 1, region.length > 2 ? region.length - 2 : 1};
    }
    if (rest.size() == 3)
      return {region.line + 1, 1, std::max<std::size_t>(source_.line(region.line + 1).size(), 1)};
    const std::size_t close = rest.find(std::string(3, quote), 3);
    return {region.line, region.column + 3, (close == std::string_view::npos ? rest.size() : close) - 3};
  }

  const SourceText& source_;
  ByteColumns columns_;
};

/// The library says in words what is wrong; two faults deserve a message of their own.
Error syntax_error(const SourceText& source, const toml::parse_error& fault) {
  const std::string detail(fault.description());
  const Place place = source.place(Copier(source).region(fault.source()));
  if (detail.find("utf-8") != std::string::npos) {
    return Error({Code::kSpecNotUtf8, {{"file", source.name()}}, place, {}, {}});
  }
  const bool twice = detail.find("cannot redefine") != std::string::npos;
  return Error({twice ? Code::kSpecDuplicateKey : Code::kSpecSyntax, {{"detail", detail}}, place, {}, {}});
}

}  // namespace

Parsed parse_toml(SourceText source) {
  check_key_depth(source);
  try {
    const toml::table table = toml::parse(std::string_view(source.text()), std::string_view(source.name()));
    Node root = Copier(source).node(table);
    return {std::move(source), std::move(root)};
  } catch (const toml::parse_error& fault) {
    throw syntax_error(source, fault);
  }
}

}  // namespace sondeo::spec::detail
