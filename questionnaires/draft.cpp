#include "questionnaires/draft.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "engine/base/diagnostic.hpp"
#include "engine/expression/expression.hpp"
#include "engine/table/grouping.hpp"
#include "questionnaires/codes.hpp"
#include "questionnaires/undeclared_missing.hpp"

namespace sondeo::questionnaires {

namespace {

/// A basic string of TOML.
std::string toml_text(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      result += '\\';
      result += c;
    } else if (c == '\n') {
      result += "\\n";
    } else if (c == '\t') {
      result += "\\t";
    } else if (byte < 0x20 || byte == 0x7F) {
      result += fmt::format("\\u{:04X}", byte);
    } else {
      result += c;
    }
  }
  return result + '"';
}

/// One line of a comment: what would end it is blank.
std::string commented(std::string_view text) {
  std::string line = "# ";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    line += byte < 0x20 || byte == 0x7F ? ' ' : c;
  }
  while (line.ends_with(' ')) line.pop_back();
  return line + "\n";
}

bool bare(std::string_view key) {
  return !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

std::string key_text(std::string_view key) { return bare(key) ? std::string(key) : toml_text(key); }

std::string texts_text(const Texts& texts) {
  if (texts.size() == 1 && texts.begin()->first.empty()) return toml_text(texts.begin()->second);
  std::string result;
  for (const auto& [language, text] : texts) {
    if (language.empty()) continue;  // beside others it would say nothing
    result += fmt::format("{}{} = {}", result.empty() ? "" : ", ", language, toml_text(text));
  }
  return fmt::format("{{ {} }}", result);
}

void add_line(std::string& out, std::string_view key, const std::string& value) {
  out += fmt::format("{} = {}\n", key, value);
}

void add_text(std::string& out, std::string_view key, const std::string& text) {
  if (!text.empty()) add_line(out, key, toml_text(text));
}

void add_texts(std::string& out, std::string_view key, const Texts& texts) {
  if (!texts.empty()) add_line(out, key, texts_text(texts));
}

void add_codes(std::string& out, const Item& item) {
  if (item.codes.empty()) return;
  std::string codes;
  for (const auto& [code, texts] : item.codes) {
    codes += fmt::format("{}{} = {}", codes.empty() ? "" : ", ", key_text(code_text(code)),
                         texts.empty() ? toml_text(code_text(code)) : texts_text(texts));
  }
  add_line(out, "codes", fmt::format("{{ {} }}", codes));
}

void add_missing(std::string& out, const Item& item) {
  if (item.missing.empty()) return;
  std::string codes;
  for (const auto& [code, reason] : item.missing) {
    codes += fmt::format("{}{} = \"{}\"", codes.empty() ? "" : ", ", key_text(code_text(code)),
                         missing_name(reason));
  }
  add_line(out, "missing", fmt::format("{{ {} }}", codes));
}

void add_item(std::string& out, const Item& item, const std::vector<std::string>& comments) {
  out += "\n";
  for (const auto& comment : comments) out += commented(comment);
  out += "[[item]]\n";
  add_line(out, "id", toml_text(item.id.text));
  add_text(out, "level", item.level);
  add_text(out, "section", item.section);
  add_texts(out, "label", item.label);
  add_codes(out, item);
  add_missing(out, item);
  if (item.universe) add_line(out, "universe", toml_text(item.universe->text));
}

void add_heading(std::string& out, const Instrument& instrument) {
  out += "schema = \"sondeo-instrument/1\"\n\n[instrument]\n";
  add_line(out, "id", toml_text(instrument.id));
  add_texts(out, "title", instrument.title);
  add_text(out, "edition", instrument.edition);
  if (instrument.languages.empty()) return;
  std::string languages;
  for (const auto& language : instrument.languages) {
    languages += (languages.empty() ? "" : ", ") + toml_text(language);
  }
  add_line(out, "languages", fmt::format("[{}]", languages));
}

}  // namespace

std::string write_instrument(const InstrumentDraft& draft) {
  const Instrument& instrument = draft.instrument;
  std::string out;
  for (const auto& comment : draft.comments) out += commented(comment);
  add_heading(out, instrument);
  for (std::size_t i = 0; i < instrument.items.size(); ++i) {
    add_item(out, instrument.items[i], draft.item_comments[i]);
  }
  for (const auto& construct : instrument.constructs) {
    out += "\n[[construct]]\n";
    add_line(out, "id", toml_text(construct.id.text));
    add_text(out, "level", construct.level);
    add_texts(out, "label", construct.label);
    add_line(out, "expr", toml_text(construct.expression.text));
    if (construct.universe) add_line(out, "universe", toml_text(construct.universe->text));
  }
  for (const auto& check : instrument.checks) {
    out += "\n[[check]]\n";
    add_line(out, "id", toml_text(check.id.text));
    add_text(out, "level", check.level);
    add_line(out, "rule", toml_text(check.rule.text));
    add_line(out, "severity", check.is_error ? "\"error\"" : "\"warning\"");
    add_texts(out, "message", check.message);
  }
  return out;
}

std::string id_of(std::string_view text) {
  std::string id;
  for (const char c : text) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || upper;
    if (kept) {
      id += upper ? static_cast<char>(c - 'A' + 'a') : c;
    } else if (!id.empty() && id.back() != '-') {
      id += '-';
    }
  }
  while (id.ends_with('-')) id.pop_back();
  return id;
}

void declare_missing_by_label(Item& item, Diagnostics& findings) {
  for (const auto& [code, texts] : item.codes) {
    const auto declared = [&code = code](const auto& each) { return each.first == code; };
    if (std::any_of(item.missing.begin(), item.missing.end(), declared)) continue;
    for (const auto& [language, label] : texts) {
      const auto reason = reason_of_label(label);
      if (!reason) continue;
      item.missing.emplace_back(code, *reason);
      findings.push_back({code::kImportMissingByLabel,
                          {{"item", item.id.text},
                           {"code", code_text(code)},
                           {"label", label},
                           {"reason", std::string(missing_name(*reason))}},
                          {},
                          {},
                          {}});
      break;
    }
  }
}

bool can_stand(const std::string& expression) {
  try {
    static_cast<void>(expression::parse({expression, {}}));
    return true;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace sondeo::questionnaires
