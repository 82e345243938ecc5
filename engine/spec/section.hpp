#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/spec/value.hpp"

namespace sondeo::spec {

/// A key that the user chose, and its value.
struct NamedValue {
  Written key;
  Value value;
};

/// A table being read. It remembers which keys were asked for, so that `finish` can name the ones nobody
/// knows. A key is asked for by reading it, whether it is there or not.
class Section {
 public:
  Section(std::shared_ptr<const detail::Parsed> file, const detail::Node* node, std::string path);

  /// The dotted name: "data.household"; empty for the whole file.
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] Place place() const;

  /// The value of a key, if it is there.
  std::optional<Value> value(std::string_view key);
  /// @throws Error kSpecMissingKey, or kSpecMissingSection for the whole file
  Value required(std::string_view key);

  std::optional<Written> text(std::string_view key);
  /// @throws Error kSpecMissingKey
  Written required_text(std::string_view key);
  /// The text, or `fallback`, without a place.
  std::string text_or(std::string_view key, std::string_view fallback);
  std::optional<double> number(std::string_view key);
  std::optional<std::int64_t> integer(std::string_view key);
  std::optional<bool> yes_no(std::string_view key);
  /// Empty when the key is absent.
  std::vector<Written> texts(std::string_view key, ListForm form);
  LanguageTexts translations(std::string_view key);
  std::optional<Section> section(std::string_view key);
  /// The tables of `[[key]]`, in file order; none when the key is absent.
  std::vector<Section> sections(std::string_view key);
  /// All keys, named by the user, in file order.
  std::vector<NamedValue> entries();

  /// Throws at the first key that was never asked for, with the nearest that were.
  /// @throws Error kSpecUnknownKey, or kSpecUnknownSection for the whole file
  void finish() const;

 private:
  [[nodiscard]] std::string path_of(std::string_view key) const;

  std::shared_ptr<const detail::Parsed> file_;
  const detail::Node* node_;
  std::string path_;
  std::set<std::string, std::less<>> asked_;
};

}  // namespace sondeo::spec
