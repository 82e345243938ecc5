#include "program/run/csplan.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <utility>

#include "program/run/codes.hpp"

namespace sondeo::run {

namespace {

constexpr std::size_t kMostBytes = std::size_t{4} << 20U;
constexpr std::size_t kMostStages = 3;  ///< by IBM's description

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return out;
}

/// A word, a quoted text or a sign of the syntax.
struct Token {
  Written written;
  bool quoted = false;
  [[nodiscard]] bool is(std::string_view word) const { return !quoted && upper(written.text) == word; }
};
using Command = std::vector<Token>;

/// Cuts SPSS syntax into commands: one ends at a period at the end of a line, or at a blank line.
class Scanner {
 public:
  explicit Scanner(std::string source) : source_(std::move(source)) {}

  std::vector<Command> commands(const std::string& text) {
    std::size_t begin = 0;
    while (begin <= text.size()) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      line_ = text.substr(begin, end - begin);
      while (!line_.empty() && std::isspace(static_cast<unsigned char>(line_.back())) != 0) line_.pop_back();
      ++number_;
      read_line();
      begin = end + 1;
    }
    finish();
    return std::move(commands_);
  }

 private:
  void finish() {
    if (!current_.empty()) commands_.push_back(std::move(current_));
    current_.clear();
    in_comment_ = false;
  }

  void read_line() {
    if (line_.empty()) return finish();
    const std::size_t first = line_.find_first_not_of(" \t");
    const bool begins = current_.empty() && !in_comment_;
    if (begins && (line_[first] == '*' || upper(line_.substr(first, 8)) == "COMMENT ")) in_comment_ = true;
    if (in_comment_) {
      if (line_.back() == '.') finish();
      return;
    }
    std::size_t at = first;
    while (at < line_.size()) at = read_token(at);
    if (ended_) finish();
    ended_ = false;
  }

  /// @return where the next one may begin
  std::size_t read_token(std::size_t at) {
    const char c = line_[at];
    if (c == ' ' || c == '\t') return at + 1;
    if (line_.compare(at, 2, "/*") == 0) {
      const std::size_t end = line_.find("*/", at + 2);
      return end == std::string::npos ? line_.size() : end + 2;
    }
    if (c == '\'' || c == '"') return read_quoted(at);
    if (c == '.' && at + 1 == line_.size()) {
      ended_ = true;
      return at + 1;
    }
    if (std::string_view("/=(),").find(c) != std::string_view::npos) {
      add(std::string(1, c), at, 1, false);
      return at + 1;
    }
    std::size_t end = std::min(line_.find_first_of(" \t/=(),'\"", at), line_.size());
    if (end == line_.size() && line_.back() == '.') --end;
    add(line_.substr(at, end - at), at, end - at, false);
    return end;
  }

  std::size_t read_quoted(std::size_t at) {
    const char quote = line_[at];
    std::string text;
    std::size_t end = at + 1;
    for (; end < line_.size(); ++end) {
      if (line_[end] != quote) {
        text += line_[end];
      } else if (end + 1 < line_.size() && line_[end + 1] == quote) {
        text += line_[end++];
      } else {
        add(text, at, end + 1 - at, true);
        return end + 1;
      }
    }
    throw Error({code::kCsplanSyntax, {{"expected", std::string(1, quote)}}, place(at, 1), {}, {}});
  }

  [[nodiscard]] Place place(std::size_t at, std::size_t length) const {
    return {Origin::kData, source_, number_, at + 1, std::max<std::size_t>(length, 1), line_};
  }
  void add(std::string text, std::size_t at, std::size_t length, bool quoted) {
    current_.push_back({{std::move(text), place(at, length)}, quoted});
  }

  std::string source_;
  std::string line_;
  std::size_t number_ = 0;
  bool in_comment_ = false;
  bool ended_ = false;
  Command current_;
  std::vector<Command> commands_;
};

/// Reads one command's subcommands.
class Parser {
 public:
  explicit Parser(const Command& command) : tokens_(command), at_(2) {}

  CsplanDesign design() {
    while (at_ < tokens_.size()) {
      expect("/");
      subcommand(next("PLANVARS, DESIGN, ESTIMATOR"));
    }
    if (design_.weight.text.empty()) fail("/PLANVARS ANALYSISWEIGHT=");
    if (design_.stages.empty() || !estimated_) fail("/ESTIMATOR TYPE=");
    for (const auto& stage : design_.stages) {
      if (!stage.with_replacement && !stage.population && !stage.probability) fail("/POPSIZE, /INCLPROB");
    }
    return std::move(design_);
  }

 private:
  [[nodiscard]] bool more() const { return at_ < tokens_.size() && !tokens_[at_].is("/"); }

  [[noreturn]] void fail(const std::string& expected) const {
    const Token& token = tokens_[std::min(at_, tokens_.size() - 1)];
    throw Error({code::kCsplanSyntax, {{"expected", expected}}, token.written.place, {}, {}});
  }
  [[noreturn]] static void refuse(const Token& token) {
    throw Error({code::kCsplanUnsupported, {{"word", token.written.text}}, token.written.place, {}, {}});
  }
  const Token& next(const std::string& expected) {
    if (at_ >= tokens_.size()) fail(expected);
    return tokens_[at_++];
  }
  void expect(std::string_view sign) {
    if (at_ >= tokens_.size() || !tokens_[at_].is(sign)) fail(std::string(sign));
    ++at_;
  }

  void subcommand(const Token& name) {
    if (name.is("PLANVARS")) return plan_variables();
    if (name.is("DESIGN")) return stage();
    if (name.is("ESTIMATOR")) return estimator();
    if (name.is("POPSIZE")) return size(of_stage().population);
    if (name.is("INCLPROB")) return size(of_stage().probability);
    // The file of the plan, the design effect's comparison and what is printed change no variance.
    if (!name.is("PLAN") && !name.is("SRSESTIMATOR") && !name.is("PRINT")) {
      --at_;
      fail("PLAN, PLANVARS, SRSESTIMATOR, PRINT, DESIGN, ESTIMATOR, POPSIZE, INCLPROB");
    }
    while (more()) ++at_;
  }

  void plan_variables() {
    while (more()) {
      const Token& key = next("ANALYSISWEIGHT");
      expect("=");
      const Token& value = next("ANALYSISWEIGHT=");
      if (key.is("ANALYSISWEIGHT")) design_.weight = value.written;
    }
  }

  void stage() {
    if (design_.stages.size() == kMostStages) refuse(tokens_[at_ - 1]);
    if (!design_.stages.empty() && !estimated_) fail("/ESTIMATOR TYPE=");
    if (!design_.stages.empty() && design_.stages.back().with_replacement) refuse(tokens_[at_ - 1]);
    design_.stages.emplace_back();
    estimated_ = false;
    while (more()) {
      const Token& key = next("STRATA, CLUSTER, STAGELABEL");
      if (!key.is("STRATA") && !key.is("CLUSTER") && !key.is("STAGELABEL")) {
        --at_;
        fail("STRATA=, CLUSTER=, STAGELABEL=");
      }
      expect("=");
      std::vector<Token> values{next("=")};
      // A list ends where the next keyword, a word before "=", begins.
      while (more() && !(at_ + 1 < tokens_.size() && tokens_[at_ + 1].is("=")))
        values.push_back(tokens_[at_++]);
      keep(key, values);
    }
  }

  void keep(const Token& key, const std::vector<Token>& values) {
    CsplanStage& stage = design_.stages.back();
    if (key.is("STRATA")) {
      for (const auto& value : values) stage.strata.push_back(value.written);
    } else if (key.is("CLUSTER")) {
      if (values.size() > 1) refuse(values[1]);  // ours are of one variable
      stage.cluster = values.front().written;
    }
  }

  /// A design without DESIGN is one stage of rows.
  CsplanStage& of_stage() {
    if (design_.stages.empty()) design_.stages.emplace_back();
    return design_.stages.back();
  }

  void estimator() {
    if (!next("TYPE").is("TYPE")) {
      --at_;
      fail("TYPE=");
    }
    expect("=");
    const Token& type = next("EQUAL_WOR, UNEQUAL_WOR, WR");
    if (type.is("UNEQUAL_WOR")) throw Error({code::kCsplanUnequal, {}, type.written.place, {}, {}});
    if (!type.is("WR") && !type.is("EQUAL_WOR")) {
      --at_;
      fail("EQUAL_WOR, UNEQUAL_WOR, WR");
    }
    of_stage().with_replacement = type.is("WR");
    estimated_ = true;
    if (more()) fail("/");
  }

  void size(std::optional<Written>& out) {
    const Token& form = next("VARIABLE=, VALUE=");
    if (form.is("MATRIX")) refuse(form);
    if (!form.is("VARIABLE") && !form.is("VALUE")) {
      --at_;
      fail("VARIABLE=, VALUE=");
    }
    expect("=");
    out = next("=").written;
  }

  const Command& tokens_;
  std::size_t at_;
  CsplanDesign design_;
  bool estimated_ = false;
};

}  // namespace

CsplanDesign parse_csplan(const std::string& text, const std::string& source, Diagnostics& findings) {
  const auto commands = Scanner(source).commands(text);
  std::vector<const Command*> plans;
  for (const auto& command : commands) {
    if (command.size() > 1 && command[0].is("CSPLAN") && command[1].is("ANALYSIS")) plans.push_back(&command);
  }
  if (plans.empty()) throw Error({code::kCsplanNone, {{"file", source}}, {}, {}, {}});
  if (plans.size() > 1) {
    findings.push_back({code::kCsplanSeveral,
                        {{"count", std::to_string(plans.size())},
                         {"line", std::to_string(plans.front()->front().written.place.line)}},
                        {},
                        {},
                        {}});
  }
  return Parser(*plans.front()).design();
}

CsplanDesign read_csplan(const Written& file, Diagnostics& findings) {
  const std::filesystem::path path = file.text;
  if (upper(path.extension().string()) == ".CSAPLAN") {
    throw Error({code::kCsplanBinary, {{"file", file.text}}, file.place, {}, {}});
  }
  std::error_code failure;
  const bool ordinary = std::filesystem::is_regular_file(path, failure);
  std::ifstream stream;
  if (ordinary && std::filesystem::file_size(path, failure) <= kMostBytes)
    stream.open(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  if (!stream.is_open() || stream.bad()) {
    throw Error({code::kCsplanUnreadable, {{"file", file.text}}, file.place, {}, {}});
  }
  return parse_csplan(text, file.text, findings);
}

}  // namespace sondeo::run
