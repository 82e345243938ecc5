#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/spec/detail/source_text.hpp"
#include "engine/spec/type.hpp"

namespace sondeo::spec::detail {

struct Entry;

/// A value of the file with its region. For a text the region begins inside the quotes; for a table it is the
/// header or the opening brace. Only the member that `type` names is filled.
struct Node {
  Type type = Type::kTable;
  Region region;
  std::string text;
  std::int64_t integer = 0;
  double number = 0;
  bool yes = false;
  std::vector<Node> items;
  std::vector<Entry> entries;  ///< in file order
};

/// A key of a table and its value.
struct Entry {
  std::string key;
  Region region;  ///< of the key, inside its quotes if it has any
  Node value;
};

/// A file that was read: its text and its values.
struct Parsed {
  SourceText source;
  Node root;
};

/// Reads TOML.
/// @throws Error kSpecSyntax, kSpecDuplicateKey, kSpecNotUtf8, kSpecTooDeep
Parsed parse_toml(SourceText source);

/// Throws kSpecTooDeep when a dotted key has too many parts: the parser below has no limit of its own for
/// them, and a key of 100,000 parts would end the program for want of stack.
void check_key_depth(const SourceText& source);

}  // namespace sondeo::spec::detail
