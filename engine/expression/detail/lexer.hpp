#pragma once

#include <string>
#include <string_view>

#include "engine/base/place.hpp"
#include "engine/expression/node.hpp"

namespace sondeo::expression::detail {

enum class TokenKind { kEnd, kNumber, kText, kName, kPattern, kWord, kSymbol };

/// A piece of the expression's text.
struct Token {
  TokenKind kind = TokenKind::kEnd;
  Extent extent;
  std::string text;     ///< name, reserved word, symbol, or a text's value
  double number = 0;    ///< of kNumber
  NamePattern pattern;  ///< of kPattern
  bool called = false;  ///< a name, without backquotes, right before "("
};

/// Cuts an expression into tokens, on demand.
class Lexer {
 public:
  /// @throws Error(kExpressionNotUtf8)
  explicit Lexer(const Written& written);
  /// The next token; kEnd again and again at the end. @throws Error
  Token next();

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return position_ + ahead < text_.size() ? text_[position_ + ahead] : '\0';
  }
  [[nodiscard]] Extent since(std::size_t start) const { return {start, position_ - start}; }
  void skip_spaces();
  Token number();
  Token text();
  Token name_or_pattern();
  Token symbol();
  std::string delimited(char delimiter);
  std::string name_characters();
  NameRanges ranges();
  NameRange range();
  [[nodiscard]] bool star_ends_name() const;
  void refuse_foreign_symbol() const;

  const Written& written_;
  std::string_view text_;
  std::size_t position_ = 0;
};

/// Words that are not names: and or not in between true false missing else.
bool reserved(std::string_view word);

}  // namespace sondeo::expression::detail
