#include "reports/ddi.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <pugixml.hpp>

#include "questionnaires/texts.hpp"
#include "reports/words.hpp"
#include "reports/xml_text.hpp"

namespace sondeo::reports {

namespace {

using Languages = std::vector<std::string>;

void set(pugi::xml_node node, const char* name, const std::string& value) {
  node.append_attribute(name) = xml_safe(value).c_str();
}

pugi::xml_node add_text(pugi::xml_node parent, const char* name, const std::string& text) {
  pugi::xml_node node = parent.append_child(name);
  node.text().set(xml_safe(text).c_str());
  return node;
}

/// An element for each language in which the text exists; one without a language where it has none.
void add_texts(pugi::xml_node parent, const char* name, const questionnaires::Texts& texts,
               const Languages& languages) {
  bool written = false;
  for (const auto& language : languages) {
    const auto found = texts.find(language);
    if (found == texts.end() || found->second.empty()) continue;
    set(add_text(parent, name, found->second), "xml:lang", language);
    written = true;
  }
  const std::string any = questionnaires::text_in(texts, languages.front());
  if (!written && !any.empty()) add_text(parent, name, any);
}

void add_titles(pugi::xml_node citation, const Codebook& codebook, const Languages& languages) {
  pugi::xml_node titles = citation.append_child("titlStmt");
  const std::string title = questionnaires::text_in(codebook.title, languages.front());
  add_text(titles, "titl", title.empty() ? codebook.id : title);
  for (std::size_t i = 1; i < languages.size(); ++i) {
    const auto other = codebook.title.find(languages[i]);
    if (other == codebook.title.end() || other->second.empty()) continue;
    set(add_text(titles, "parTitl", other->second), "xml:lang", languages[i]);
  }
  add_text(titles, "IDNo", codebook.id);
}

void add_document(pugi::xml_node root, const Codebook& codebook, const Languages& languages) {
  pugi::xml_node citation = root.append_child("docDscr").append_child("citation");
  add_titles(citation, codebook, languages);
  set(add_text(citation.append_child("prodStmt"), "software", "sondeo"), "version", codebook.program);
}

void add_study(pugi::xml_node root, const Codebook& codebook, const Languages& languages,
               const Words& words) {
  pugi::xml_node study = root.append_child("stdyDscr");
  add_titles(study.append_child("citation"), codebook, languages);
  pugi::xml_node summary = study.append_child("stdyInfo").append_child("sumDscr");
  if (!codebook.period.empty()) add_text(summary, "timePrd", codebook.period);
  if (!codebook.country.empty()) set(add_text(summary, "nation", codebook.country), "abbr", codebook.country);
  add_text(summary, "dataKind", words("survey_data"));
  std::vector<std::string> facts;
  for (const auto& [name, value] : codebook.design) {
    if (!value.empty()) facts.push_back(fmt::format("{}: {}", name, value));
  }
  if (facts.empty()) return;
  pugi::xml_node collection = study.append_child("method").append_child("dataColl");
  add_text(collection, "sampProc", fmt::format("{}", fmt::join(facts, "; ")));
}

void add_file(pugi::xml_node root, const CodebookFile& file, std::size_t position, const Words& words) {
  pugi::xml_node description = root.append_child("fileDscr");
  set(description, "ID", fmt::format("F{}", position + 1));
  pugi::xml_node text = description.append_child("fileTxt");
  add_text(text, "fileName", file.name);
  if (!file.level.empty()) add_text(text, "fileCont", level_word(file.level, words));
  pugi::xml_node dimensions = text.append_child("dimensns");
  if (file.rows >= 0) add_text(dimensions, "caseQnty", std::to_string(file.rows));
  add_text(dimensions, "varQnty", std::to_string(file.variables.size()));
  add_text(text, "fileType", file.format);
}

void add_variable(pugi::xml_node data, const CodebookVariable& variable, const std::string& file,
                  const std::string& id, const Languages& languages) {
  pugi::xml_node node = data.append_child("var");
  set(node, "ID", id);
  set(node, "name", variable.name);
  set(node, "files", file);
  set(node, "intrvl", variable.text || !variable.categories.empty() ? "discrete" : "contin");
  if (variable.weight) set(node, "wgt", "wgt");
  add_texts(node, "labl", variable.label, languages);
  if (!variable.question.empty()) {
    add_texts(node.append_child("qstn"), "qstnLit", variable.question, languages);
  }
  if (!variable.universe.empty()) add_text(node, "universe", variable.universe);
  for (const auto& category : variable.categories) {
    pugi::xml_node entry = node.append_child("catgry");
    if (category.missing) set(entry, "missing", "Y");
    add_text(entry, "catValu", category.code);
    add_texts(entry, "labl", category.label, languages);
  }
  set(node.append_child("varFormat"), "type", variable.text ? "character" : "numeric");
}

}  // namespace

std::string write_ddi(const Codebook& codebook, const std::vector<std::string>& languages) {
  const MemoryWatch memory;
  pugi::xml_document document;
  pugi::xml_node root = document.append_child("codeBook");
  set(root, "xmlns", "ddi:codebook:2_5");
  set(root, "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
  set(root, "xsi:schemaLocation",
      "ddi:codebook:2_5 https://ddialliance.org/Specification/DDI-Codebook/2.5/XMLSchema/codebook.xsd");
  set(root, "version", "2.5");
  set(root, "xml:lang", languages.front());
  add_document(root, codebook, languages);
  const Words words(languages.front());
  add_study(root, codebook, languages, words);
  for (std::size_t i = 0; i < codebook.files.size(); ++i) add_file(root, codebook.files[i], i, words);
  pugi::xml_node data = root.append_child("dataDscr");
  std::size_t count = 0;
  for (std::size_t i = 0; i < codebook.files.size(); ++i) {
    for (const auto& variable : codebook.files[i].variables) {
      add_variable(data, variable, fmt::format("F{}", i + 1), fmt::format("V{}", ++count), languages);
    }
  }
  return xml_text(document, memory);
}

}  // namespace sondeo::reports
