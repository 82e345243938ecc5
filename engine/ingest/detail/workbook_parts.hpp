#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

#include "engine/ingest/detail/zip_archive.hpp"

namespace sondeo::ingest::detail {

/// A part's XML. Its bytes live beside it.
class XmlPart {
 public:
  /// @throws Error kWorkbookDamaged  for what is no XML, texts that are not UTF-8, or a document type
  XmlPart(const std::filesystem::path& path, const std::string& name, std::string bytes);
  [[nodiscard]] pugi::xml_node root() const { return document_.document_element(); }

 private:
  std::string bytes_;
  pugi::xml_document document_;
};

/// The name of an element or attribute without the prefix of its namespace.
[[nodiscard]] std::string_view local_name(const char* name);
/// The first child of that local name; null when there is none.
[[nodiscard]] pugi::xml_node child(pugi::xml_node parent, std::string_view name);
/// The attribute of that local name, "" when there is none.
[[nodiscard]] std::string_view attribute(pugi::xml_node node, std::string_view name);
/// The text of a shared or inline string: its runs one after the other, without phonetic guides.
[[nodiscard]] std::string rich_text(pugi::xml_node node);
/// A text with `_x000D_` and its like turned into what they stand for.
[[nodiscard]] std::string unescaped(std::string_view text);

/// A worksheet's name and the part where its cells are.
struct SheetPart {
  std::string name;
  bool hidden = false;
  std::string part;
};

/// How a number format shows numbers.
struct ShownNumber {
  int decimals = -1;  ///< -1: as many as it has
  bool percent = false;
};

/// Of a number format's code: "0.0%", "#,##0.00"; what shows dates and times says nothing of decimals.
[[nodiscard]] ShownNumber shown_by(std::string_view format);

/// What the workbook says of its parts.
struct WorkbookParts {
  std::vector<SheetPart> sheets;
  std::vector<std::string> shared_texts;
  std::vector<ShownNumber> styles;  ///< by the number that cells have
};

/// @throws Error kWorkbookFormat, kWorkbookNotOne, kWorkbookPartAbsent; as `ZipArchive` and `XmlPart`
[[nodiscard]] WorkbookParts read_workbook_parts(ZipArchive& archive, const std::filesystem::path& path);

}  // namespace sondeo::ingest::detail
