#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/base/place.hpp"
#include "engine/spec/type.hpp"

namespace sondeo::spec {

namespace detail {
struct Node;
struct Parsed;
}  // namespace detail

class Section;

/// Whether a list may be written as a single text.
enum class ListForm { kListOnly, kOneOrList };

/// A text by language; under "" the one given without a language.
using LanguageTexts = std::map<std::string, std::string>;

/// A code of an answer list: a number, or a text.
using CodeValue = std::variant<double, std::string>;

/// One value of a file, read with its type checked. Cheap to copy; it keeps the file's tree alive.
/// Every reader throws Error(kSpecWrongType) with the value's place when another type stands there.
class Value {
 public:
  Value(std::shared_ptr<const detail::Parsed> file, const detail::Node* node, std::string path);

  [[nodiscard]] Type type() const;
  /// The dotted name of the key: "data.household.file".
  [[nodiscard]] const std::string& path() const { return path_; }
  /// Of a text: its first byte inside the quotes. Of a table: its header or opening brace.
  [[nodiscard]] Place place() const;

  /// @throws Error kSpecEmptyText for a text of blanks
  [[nodiscard]] Written text() const;
  /// A text that may be of blanks alone: a separator.
  [[nodiscard]] std::string raw_text() const;
  /// An integer or a float. @throws Error kSpecNotFinite
  [[nodiscard]] double number() const;
  /// @throws Error kSpecNotPositive
  [[nodiscard]] double positive_number() const;
  /// Both bounds are allowed. @throws Error kSpecNotBetween
  [[nodiscard]] double number_between(double low, double high) const;
  /// Both bounds are excluded. @throws Error kSpecNotInside
  [[nodiscard]] double number_inside(double low, double high) const;
  [[nodiscard]] std::int64_t integer() const;
  [[nodiscard]] bool yes_no() const;
  /// A code as a value: a number or a text.
  [[nodiscard]] CodeValue code() const;
  /// @throws Error kSpecEmptyList
  [[nodiscard]] std::vector<Value> items() const;
  /// @throws Error kSpecEmptyList
  [[nodiscard]] std::vector<Written> texts(ListForm form) const;
  /// `"x"`, or `{ en = "x", es = "y" }`. @throws Error kSpecLanguageCode
  [[nodiscard]] LanguageTexts translations() const;
  [[nodiscard]] Section section() const;

 private:
  [[noreturn]] void refuse_type(const char* expected) const;

  std::shared_ptr<const detail::Parsed> file_;
  const detail::Node* node_;
  std::string path_;
};

/// The code that a key stands for: a number when it is written as numbers are printed ("1", "-1", "2.5"),
/// else a text ("A", "01"). TOML does not tell `1 =` from `"1" =`.
[[nodiscard]] CodeValue code_of_key(const std::string& key);

}  // namespace sondeo::spec
