#include "engine/ingest/detail/workbook_parts.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <map>
#include <utility>

#include "engine/ingest/codes.hpp"
#include "engine/ingest/detail/encoding.hpp"
#include "engine/ingest/detail/source_file.hpp"

namespace sondeo::ingest::detail {

namespace {

/// Where a part's relationships lead, by their id.
struct Relationship {
  std::string type;  ///< its last word: "worksheet"
  std::string part;
};
using Relationships = std::map<std::string, Relationship, std::less<>>;

[[noreturn]] void refuse_absent(const std::filesystem::path& path, const std::string& part) {
  throw Error(about_file(code::kWorkbookPartAbsent, path, {{"part", part}}));
}

XmlPart need(ZipArchive& archive, const std::filesystem::path& path, const std::string& part) {
  auto bytes = archive.part(part);
  if (!bytes) refuse_absent(path, part);
  return {path, part, *std::move(bytes)};
}

/// Targets are relative to the folder of the part that names them, or begin at the archive's root.
std::string resolved(const std::string& from, std::string_view target) {
  const std::filesystem::path folder = std::filesystem::path(from).parent_path();
  const auto whole = target.starts_with('/') ? std::filesystem::path(target.substr(1)) : folder / target;
  return whole.lexically_normal().generic_string();
}

std::string relationships_part(const std::string& part) {
  const std::filesystem::path path(part);
  return (path.parent_path() / "_rels" / (path.filename().string() + ".rels")).generic_string();
}

Relationships relationships_of(const XmlPart& xml, const std::string& part) {
  Relationships relationships;
  for (const auto node : xml.root().children()) {
    if (local_name(node.name()) != "Relationship" || attribute(node, "TargetMode") == "External") continue;
    const std::string_view type = attribute(node, "Type");
    relationships.emplace(attribute(node, "Id"), Relationship{std::string(type.substr(type.rfind('/') + 1)),
                                                              resolved(part, attribute(node, "Target"))});
  }
  return relationships;
}

/// An OpenDocument file says what it is in its first part; a binary workbook has another main part.
void refuse_other_formats(ZipArchive& archive, const std::filesystem::path& path) {
  const auto refuse = [&](const char* format) {
    throw Error(about_file(code::kWorkbookFormat, path, {{"format", format}}));
  };
  const auto kind = archive.part("mimetype");
  if (kind && kind->starts_with("application/vnd.oasis.opendocument")) refuse("ods");
  if (archive.has("xl/workbook.bin")) refuse("xlsb");
}

std::string main_part(ZipArchive& archive, const std::filesystem::path& path) {
  auto bytes = archive.part("_rels/.rels");
  if (!bytes) throw Error(about_file(code::kWorkbookNotOne, path));
  const XmlPart xml(path, "_rels/.rels", *std::move(bytes));
  for (const auto& [id, relationship] : relationships_of(xml, "")) {
    if (relationship.type == "officeDocument") return relationship.part;
  }
  throw Error(about_file(code::kWorkbookNotOne, path));
}

std::vector<std::string> shared_texts_of(const XmlPart& xml) {
  std::vector<std::string> texts;
  for (const auto node : xml.root().children()) {
    if (local_name(node.name()) == "si") texts.push_back(rich_text(node));
  }
  return texts;
}

/// Formats that have a number and no code (ECMA-376 part 1, 18.8.30): those that show decimals or percent.
std::string_view built_in_format(std::string_view id) {
  struct BuiltIn {
    std::string_view id;
    std::string_view format;
  };
  static constexpr std::array<BuiltIn, 10> kFormats = {{{"1", "0"},
                                                        {"2", "0.00"},
                                                        {"3", "#,##0"},
                                                        {"4", "#,##0.00"},
                                                        {"9", "0%"},
                                                        {"10", "0.00%"},
                                                        {"37", "#,##0"},
                                                        {"38", "#,##0"},
                                                        {"39", "#,##0.00"},
                                                        {"40", "#,##0.00"}}};
  for (const auto& known : kFormats) {
    if (known.id == id) return known.format;
  }
  return {};
}

std::vector<ShownNumber> styles_of(const XmlPart& xml) {
  std::map<std::string, std::string, std::less<>> formats;
  for (const auto node : child(xml.root(), "numFmts").children()) {
    formats.emplace(attribute(node, "numFmtId"), attribute(node, "formatCode"));
  }
  std::vector<ShownNumber> styles;
  for (const auto node : child(xml.root(), "cellXfs").children()) {
    if (local_name(node.name()) != "xf") continue;
    const std::string_view id = attribute(node, "numFmtId");
    const auto own = formats.find(id);
    styles.push_back(shown_by(own == formats.end() ? built_in_format(id) : std::string_view(own->second)));
  }
  return styles;
}

void append_utf8(std::uint32_t code, std::string& text) {
  constexpr std::uint32_t kLow = 0x3F;
  constexpr std::uint32_t kMark = 0x80;
  const auto put = [&](std::uint32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | (code >> 6U));
    put(kMark | (code & kLow));
  } else {
    put(0xE0 | (code >> 12U));
    put(kMark | ((code >> 6U) & kLow));
    put(kMark | (code & kLow));
  }
}

}  // namespace

XmlPart::XmlPart(const std::filesystem::path& path, const std::string& name, std::string bytes)
    : bytes_(std::move(bytes)) {
  constexpr unsigned int kWhat = pugi::parse_default | pugi::parse_ws_pcdata | pugi::parse_doctype;
  const auto refuse = [&] { throw Error(about_file(code::kWorkbookDamaged, path, {{"part", name}})); };
  const bool utf16 = bytes_.starts_with("\xFF\xFE") || bytes_.starts_with("\xFE\xFF");
  if (!utf16 && valid_utf8_prefix(bytes_) != bytes_.size()) refuse();
  const auto parsed = document_.load_buffer(bytes_.data(), bytes_.size(), kWhat,
                                            utf16 ? pugi::encoding_auto : pugi::encoding_utf8);
  if (!parsed) refuse();
  for (const auto node : document_.children()) {
    if (node.type() == pugi::node_doctype) refuse();
  }
  bytes_ = {};
}

std::string_view local_name(const char* name) {
  const std::string_view whole(name);
  return whole.substr(whole.rfind(':') + 1);  // without a colon npos + 1 is 0
}

pugi::xml_node child(pugi::xml_node parent, std::string_view name) {
  for (const auto node : parent.children()) {
    if (local_name(node.name()) == name) return node;
  }
  return {};
}

std::string_view attribute(pugi::xml_node node, std::string_view name) {
  for (const auto each : node.attributes()) {
    if (local_name(each.name()) == name) return each.value();
  }
  return {};
}

std::string unescaped(std::string_view text) {
  constexpr std::size_t kLength = 7;  // _x000D_
  constexpr std::size_t kDigits = 4;
  constexpr int kBase = 16;
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view here = text.substr(at, kLength);
    std::uint32_t code = 0;
    const bool form = here.size() == kLength && here.starts_with("_x") && here.back() == '_';
    const auto digits = form ? here.substr(2, kDigits) : std::string_view();
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, kBase);
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (form && error == std::errc() && end == digits.data() + digits.size() && code != 0 && !surrogate) {
      append_utf8(code, out);
      at += kLength;
    } else {
      out += text[at++];
    }
  }
  return out;
}

ShownNumber shown_by(std::string_view format) {
  ShownNumber shown;
  bool placeholder = false;
  bool after_point = false;
  for (std::size_t at = 0; at < format.size() && format[at] != ';'; ++at) {
    const char c = format[at];
    if (c == '"') at = std::min(format.find('"', at + 1), format.size() - 1);
    if (c == '[') at = std::min(format.find(']', at + 1), format.size() - 1);
    if (c == '\\' || c == '_' || c == '*') ++at;
    if (c == 'y' || c == 'd' || c == 'h' || c == 's' || c == 'E' || c == '/') return {};
    if (c == '%') shown.percent = true;
    if (c == '.' && placeholder) after_point = true;
    if (c != '0' && c != '#' && c != '?') continue;
    if (!placeholder) shown.decimals = 0;
    placeholder = true;
    if (after_point && c == '0') ++shown.decimals;
  }
  return shown;
}

std::string rich_text(pugi::xml_node node) {
  std::string text;
  for (const auto part : node.children()) {
    const std::string_view name = local_name(part.name());
    if (name == "t") text += part.text().get();
    if (name == "r") text += child(part, "t").text().get();
  }
  return unescaped(text);
}

WorkbookParts read_workbook_parts(ZipArchive& archive, const std::filesystem::path& path) {
  refuse_other_formats(archive, path);
  const std::string main = main_part(archive, path);
  const XmlPart book = need(archive, path, main);
  if (local_name(book.root().name()) != "workbook") throw Error(about_file(code::kWorkbookNotOne, path));
  const std::string links = relationships_part(main);
  const auto relationships = relationships_of(need(archive, path, links), main);
  WorkbookParts parts;
  for (const auto& [id, relationship] : relationships) {
    if (relationship.type == "sharedStrings") {
      parts.shared_texts = shared_texts_of(need(archive, path, relationship.part));
    }
    if (relationship.type != "styles") continue;
    auto styles = archive.part(relationship.part);  // without them numbers are shown as they are
    if (styles) parts.styles = styles_of({path, relationship.part, *std::move(styles)});
  }
  for (const auto node : child(book.root(), "sheets").children()) {
    if (local_name(node.name()) != "sheet") continue;
    const std::string id(attribute(node, "id"));
    const auto found = relationships.find(id);
    if (found == relationships.end()) refuse_absent(path, id);
    if (found->second.type != "worksheet") continue;
    const std::string_view state = attribute(node, "state");
    parts.sheets.push_back(
        {std::string(attribute(node, "name")), !state.empty() && state != "visible", found->second.part});
  }
  return parts;
}

}  // namespace sondeo::ingest::detail
