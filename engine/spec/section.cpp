#include "engine/spec/section.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/base/diagnostic.hpp"
#include "engine/base/nearest.hpp"
#include "engine/spec/codes.hpp"
#include "engine/spec/detail/node.hpp"

namespace sondeo::spec {

namespace {

const detail::Entry* find(const detail::Node& table, std::string_view key) {
  const auto found = std::find_if(table.entries.begin(), table.entries.end(),
                                  [key](const detail::Entry& entry) { return entry.key == key; });
  return found == table.entries.end() ? nullptr : &*found;
}

}  // namespace

Section::Section(std::shared_ptr<const detail::Parsed> file, const detail::Node* node, std::string path)
    : file_(std::move(file)), node_(node), path_(std::move(path)) {}

Place Section::place() const { return file_->source.place(node_->region); }

std::string Section::path_of(std::string_view key) const {
  return path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key);
}

std::optional<Value> Section::value(std::string_view key) {
  asked_.emplace(key);
  const detail::Entry* entry = find(*node_, key);
  if (entry == nullptr) return std::nullopt;
  return Value(file_, &entry->value, path_of(key));
}

Value Section::required(std::string_view key) {
  if (auto found = value(key)) return *std::move(found);
  if (path_.empty()) throw Error({code::kSpecMissingSection, {{"key", std::string(key)}}, place(), {}, {}});
  throw Error({code::kSpecMissingKey, {{"key", std::string(key)}, {"section", path_}}, place(), {}, {}});
}

std::optional<Written> Section::text(std::string_view key) {
  const auto found = value(key);
  return found ? std::optional(found->text()) : std::nullopt;
}

Written Section::required_text(std::string_view key) { return required(key).text(); }

std::string Section::text_or(std::string_view key, std::string_view fallback) {
  const auto found = value(key);
  return found ? found->text().text : std::string(fallback);
}

std::optional<double> Section::number(std::string_view key) {
  const auto found = value(key);
  return found ? std::optional(found->number()) : std::nullopt;
}

std::optional<std::int64_t> Section::integer(std::string_view key) {
  const auto found = value(key);
  return found ? std::optional(found->integer()) : std::nullopt;
}

std::optional<bool> Section::yes_no(std::string_view key) {
  const auto found = value(key);
  return found ? std::optional(found->yes_no()) : std::nullopt;
}

std::vector<Written> Section::texts(std::string_view key, ListForm form) {
  const auto found = value(key);
  return found ? found->texts(form) : std::vector<Written>{};
}

LanguageTexts Section::translations(std::string_view key) {
  const auto found = value(key);
  return found ? found->translations() : LanguageTexts{};
}

std::optional<Section> Section::section(std::string_view key) {
  const auto found = value(key);
  return found ? std::optional(found->section()) : std::nullopt;
}

std::vector<Section> Section::sections(std::string_view key) {
  std::vector<Section> result;
  if (const auto found = value(key)) {
    for (const Value& item : found->items()) result.push_back(item.section());
  }
  return result;
}

std::vector<NamedValue> Section::entries() {
  std::vector<NamedValue> result;
  for (const detail::Entry& entry : node_->entries) {
    asked_.insert(entry.key);
    result.push_back(
        {{entry.key, file_->source.place(entry.region)}, Value(file_, &entry.value, path_of(entry.key))});
  }
  return result;
}

void Section::finish() const {
  for (const detail::Entry& entry : node_->entries) {
    if (asked_.contains(entry.key)) continue;
    const std::vector<std::string> known(asked_.begin(), asked_.end());
    Diagnostic fault{code::kSpecUnknownSection,
                     {{"key", entry.key}, {"known", fmt::format("{}", fmt::join(known, ", "))}},
                     file_->source.place(entry.region),
                     nearest_names(entry.key, known),
                     {}};
    if (!path_.empty()) {
      fault.code = code::kSpecUnknownKey;
      fault.arguments.push_back({"section", path_});
    }
    throw Error(std::move(fault));
  }
}

}  // namespace sondeo::spec
