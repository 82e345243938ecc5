#include "engine/ingest/codebook.hpp"

#include <algorithm>
#include <map>
#include <string_view>

#include <pugixml.hpp>

#include "engine/ingest/codes.hpp"
#include "engine/ingest/detail/encoding.hpp"
#include "engine/ingest/detail/source_file.hpp"
#include "engine/ingest/detail/workbook_parts.hpp"

namespace sondeo::ingest {

namespace {

using detail::about_file;
using detail::attribute;
using detail::child;
using detail::local_name;
using pugi::xml_node;

template <class Visit>
void each_child(xml_node parent, std::string_view name, const Visit& visit) {
  for (const auto node : parent.children()) {
    if (local_name(node.name()) == name) visit(node);
  }
}

/// All text below an element, blanks that follow one another as one.
std::string text_of(xml_node node) {
  std::string words;
  bool blank = false;
  const auto add = [&](std::string_view text) {
    for (const char c : text) {
      if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
        blank = !words.empty();
        continue;
      }
      if (blank) words += ' ';
      blank = false;
      words += c;
    }
  };
  // Without recursion: a file may nest as deep as it likes.
  for (xml_node at = node.first_child(); at && at != node;) {
    if (at.type() == pugi::node_pcdata || at.type() == pugi::node_cdata) add(at.value());
    if (at.first_child()) {
      at = at.first_child();
      continue;
    }
    while (at != node && !at.next_sibling()) at = at.parent();
    if (at != node) at = at.next_sibling();
  }
  return words;
}

void check_depth(xml_node root, const std::filesystem::path& path, std::size_t deepest) {
  std::size_t depth = 1;
  for (xml_node at = root; at;) {
    if (depth > deepest)
      throw Error(about_file(code::kCodebookTooLarge, path, {{"limit", std::to_string(deepest)}}));
    if (at.first_child()) {
      at = at.first_child();
      ++depth;
      continue;
    }
    while (at != root && !at.next_sibling()) {
      at = at.parent();
      --depth;
    }
    if (at == root) return;
    at = at.next_sibling();
  }
}

/// The first two letters of xml:lang, or what stands above.
std::string language_of(xml_node node, const std::string& inherited) {
  const std::string_view written = attribute(node, "lang");
  if (written.empty()) return inherited;
  std::string language;
  for (const char c : written.substr(0, written.find_first_of("-_"))) {
    const bool upper = c >= 'A' && c <= 'Z';
    language += upper ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return language;
}

/// The texts of an element's children of that name, one for each language.
CodebookTexts texts_of(xml_node parent, std::string_view name, const std::string& language) {
  CodebookTexts texts;
  each_child(parent, name, [&](xml_node node) {
    std::string own = language_of(node, language);
    const bool known =
        std::any_of(texts.begin(), texts.end(), [&](const auto& text) { return text.first == own; });
    std::string text = text_of(node);
    if (!known && !text.empty()) texts.emplace_back(std::move(own), std::move(text));
  });
  return texts;
}

std::vector<std::string_view> words_of(std::string_view list) {
  std::vector<std::string_view> words;
  while (!list.empty()) {
    const auto begin = list.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) break;
    list.remove_prefix(begin);
    const auto end = list.find_first_of(" \t\r\n");
    words.push_back(list.substr(0, end));
    list.remove_prefix(std::min(list.size(), words.back().size()));
  }
  return words;
}

void read_missing(xml_node variable, CodebookVariable& result) {
  each_child(variable, "invalrng", [&](xml_node range) {
    each_child(range, "item", [&](xml_node item) {
      if (const auto value = attribute(item, "VALUE"); !value.empty())
        result.missing_values.emplace_back(value);
    });
    each_child(range, "range", [&](xml_node span) {
      const auto low = attribute(span, "min");
      const auto high = attribute(span, "max");
      if (!low.empty() && !high.empty())
        result.missing_ranges.push_back({std::string(low), std::string(high)});
    });
  });
}

CodebookVariable read_variable(xml_node node, const std::string& above,
                               const std::map<std::string, CodebookTexts, std::less<>>& groups) {
  CodebookVariable variable;
  const std::string language = language_of(node, above);
  variable.name = attribute(node, "name");
  variable.file = attribute(node, "files");
  variable.file = variable.file.substr(0, variable.file.find(' '));
  variable.is_weight = attribute(node, "wgt") == "wgt";
  if (const auto group = groups.find(attribute(node, "ID")); group != groups.end())
    variable.group = group->second;
  variable.labels = texts_of(node, "labl", language);
  each_child(node, "qstn", [&](xml_node question) {
    auto texts = texts_of(question, "qstnLit", language_of(question, language));
    variable.question.insert(variable.question.end(), texts.begin(), texts.end());
  });
  if (variable.question.empty()) variable.question = texts_of(node, "qstn", language);
  variable.universe = texts_of(node, "universe", language);
  each_child(node, "catgry", [&](xml_node category) {
    const std::string value = text_of(child(category, "catValu"));
    if (value.empty()) return;
    const auto declared = attribute(category, "missing");
    variable.categories.push_back(
        {value, texts_of(category, "labl", language), declared == "Y" || declared == "y"});
  });
  read_missing(node, variable);
  variable.is_text = attribute(child(node, "varFormat"), "type") == "character";
  return variable;
}

/// The group of each variable's id: the first that lists it.
std::map<std::string, CodebookTexts, std::less<>> groups_of(xml_node data, const std::string& language) {
  std::map<std::string, CodebookTexts, std::less<>> groups;
  each_child(data, "varGrp", [&](xml_node group) {
    const CodebookTexts label = texts_of(group, "labl", language);
    if (label.empty()) return;
    for (const auto id : words_of(attribute(group, "var"))) groups.emplace(id, label);
  });
  return groups;
}

void read_document(xml_node root, Codebook& codebook) {
  const std::string language = language_of(root, "");
  const xml_node title = child(child(child(root, "stdyDscr"), "citation"), "titlStmt");
  codebook.title = texts_of(title, "titl", language);
  const CodebookTexts parallel = texts_of(title, "parTitl", "");
  for (const auto& [own, text] : parallel) {
    if (!own.empty()) codebook.title.emplace_back(own, text);
  }
  codebook.id = text_of(child(title, "IDNo"));
  each_child(root, "fileDscr", [&](xml_node file) {
    const xml_node text = child(file, "fileTxt");
    codebook.files.push_back({std::string(attribute(file, "ID")), text_of(child(text, "fileName"))});
  });
  each_child(root, "dataDscr", [&](xml_node data) {
    const auto groups = groups_of(data, language);
    each_child(data, "var", [&](xml_node node) {
      if (attribute(node, "name").empty()) return;
      codebook.variables.push_back(read_variable(node, language, groups));
    });
  });
}

void refuse_other_documents(const std::filesystem::path& path, std::string_view root) {
  if (root == "codeBook") return;
  const bool lifecycle = root == "DDIInstance" || root == "FragmentInstance";
  throw Error(about_file(lifecycle ? code::kCodebookLifecycle : code::kCodebookNotOne, path,
                         {{"element", std::string(root.substr(0, 60))}}));
}

/// Looks for a text that is no UTF-8, which pugixml passes on as it is.
class TextCheck : public pugi::xml_tree_walker {
 public:
  bool for_each(xml_node& node) override {
    good_ = good_ && holds(node.name()) && holds(node.value());
    for (const auto attribute : node.attributes()) good_ = good_ && holds(attribute.value());
    return good_;
  }
  [[nodiscard]] bool good() const { return good_; }

 private:
  static bool holds(std::string_view text) { return detail::valid_utf8_prefix(text) == text.size(); }
  bool good_ = true;
};

void refuse_other_bytes(pugi::xml_document& document, const std::filesystem::path& path,
                        std::string_view bytes) {
  TextCheck check;
  document.traverse(check);
  if (check.good()) return;
  const std::string_view before = bytes.substr(0, detail::valid_utf8_prefix(bytes));
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  throw Error(about_file(code::kCodebookDamaged, path, {{"line", std::to_string(line)}}));
}

}  // namespace

bool looks_like_xml(const std::filesystem::path& path) {
  const detail::MappedFile file(path);
  std::string_view bytes = file.bytes();
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const auto first = bytes.find_first_not_of(" \t\r\n");
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return true;
  return first != std::string_view::npos && bytes[first] == '<';
}

Codebook read_codebook(const std::filesystem::path& path, const CodebookLimits& limits) {
  const detail::MappedFile file(path);
  const std::string_view bytes = file.bytes();
  if (bytes.size() > limits.bytes) {
    throw Error(about_file(code::kCodebookTooLarge, path, {{"limit", std::to_string(limits.bytes)}}));
  }
  pugi::xml_document document;
  constexpr unsigned int kWhat = pugi::parse_default | pugi::parse_doctype;
  const auto parsed = document.load_buffer(bytes.data(), bytes.size(), kWhat);
  const auto line = static_cast<std::size_t>(
      1 + std::count(bytes.begin(),
                     bytes.begin() + std::min<std::ptrdiff_t>(parsed.offset, std::ssize(bytes)), '\n'));
  if (!parsed) throw Error(about_file(code::kCodebookDamaged, path, {{"line", std::to_string(line)}}));
  for (const auto node : document.children()) {
    if (node.type() == pugi::node_doctype) throw Error(about_file(code::kCodebookDocumentType, path));
  }
  refuse_other_bytes(document, path, bytes);
  const xml_node root = document.document_element();
  refuse_other_documents(path, local_name(root.name()));
  check_depth(root, path, limits.depth);
  Codebook codebook;
  codebook.path = path;
  read_document(root, codebook);
  if (codebook.variables.empty()) throw Error(about_file(code::kCodebookNoVariables, path));
  return codebook;
}

}  // namespace sondeo::ingest
