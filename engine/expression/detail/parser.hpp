#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/expression/detail/lexer.hpp"
#include "engine/expression/node.hpp"

namespace sondeo::expression::detail {

/// Recursive descent, one function per level of tightness; one token is read ahead.
class Parser {
 public:
  explicit Parser(const Written& written);
  /// The tree of the whole text. @throws Error
  Subtree parse();

 private:
  // Levels of tightness, loosest first.
  Subtree any_of();      ///< or
  Subtree all_of();      ///< and
  Subtree negated();     ///< not
  Subtree comparison();  ///< ==, <, in, between
  Subtree additive();
  Subtree multiplicative();
  Subtree signed_operand();
  Subtree operand();

  Subtree name();
  Subtree word_operand();
  Subtree parenthesised();
  Subtree call();
  Subtree missing_test(std::size_t start);
  Subtree cut(std::size_t start);
  Subtree recode(std::size_t start);
  RecodeRule rule();
  std::variant<std::vector<Constant>, CodeRange> rule_codes();
  Subtree membership(Subtree value, std::size_t start);
  Subtree between(Subtree value, std::size_t start);
  void refuse_chain(const Node& left, std::size_t start);
  std::vector<Constant> code_set();
  Constant code();
  double number();
  Missing reason();
  std::vector<Subtree> arguments();
  Subtree chain(LogicalOperator op, std::string_view word, Subtree (Parser::*part)());
  Subtree arithmetic(bool additive_level, Subtree (Parser::*part)());

  Token take();
  [[nodiscard]] bool at_symbol(std::string_view symbol) const;
  [[nodiscard]] bool at_word(std::string_view word) const;
  bool accept(std::string_view symbol);
  void expect(std::string_view symbol);
  void expect_word(std::string_view word);
  [[noreturn]] void refuse_expected(std::string_view expected) const;
  [[noreturn]] void refuse_operand() const;
  [[noreturn]] void refuse_rest() const;
  void refuse_foreign_word() const;
  void refuse_code_twice(const Recode& recode, Extent extent) const;
  [[noreturn]] void wrong_count(std::string_view function, std::size_t count, std::string_view usage,
                                std::size_t start) const;
  [[nodiscard]] std::string found() const;
  [[nodiscard]] Extent since(std::size_t start) const { return {start, last_end_ - start}; }
  template <typename Content>
  Subtree make(Content content, std::size_t start) {
    count_node(since(start));
    return Subtree(Node{std::move(content), since(start)});
  }
  void count_node(Extent extent);

  /// Counts nesting while it lives.
  class Level {
   public:
    explicit Level(Parser& parser) : parser_(parser) { parser_.enter(); }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    ~Level() { --parser_.depth_; }

   private:
    Parser& parser_;
  };
  void enter();

  const Written& written_;
  Lexer lexer_;
  Token token_;
  std::size_t last_end_ = 0;  ///< end of the token taken last
  std::size_t depth_ = 0;
  std::size_t nodes_ = 0;
};

}  // namespace sondeo::expression::detail
