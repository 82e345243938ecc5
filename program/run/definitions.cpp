#include "program/run/definitions.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "engine/expression/expression.hpp"
#include "engine/expression/written_names.hpp"
#include "engine/table/grouping.hpp"
#include "questionnaires/instrument_file.hpp"

namespace sondeo::run {

namespace {

using questionnaires::Construct;
using questionnaires::Indicator;
using questionnaires::Instrument;
using questionnaires::Item;

/// An expression in its one spelling; "" for none.
std::string canonical(const std::optional<Written>& written) {
  return written ? expression::to_text(expression::parse(*written)) : std::string();
}

std::string spelling(const std::optional<questionnaires::SeriesCap>& cap) {
  if (!cap) return {};
  return fmt::format("{}|{}|{}|{}|{}", cap->at.value_or(-1), cap->quantile.value_or(-1), canonical(cap->by),
                     canonical(cap->weight), canonical(cap->unknown));
}

/// What a name is made of: each part with its one spelling.
using Parts = std::map<std::string, std::string>;

struct Definition {
  Parts parts;
  std::map<std::string, std::string> harmonised;  ///< part: the common subset that it names
};

/// Follows an indicator's expressions down to the items.
class DefinitionReader {
 public:
  explicit DefinitionReader(const Instrument& instrument) : instrument_(instrument) {
    for (const Item& item : instrument.items) {
      for (const auto& id : questionnaires::expand_item_ids(item.id)) items_.emplace(id, &item);
    }
  }

  Definition read(const Indicator& indicator) {
    add("measure", fmt::format("{}", static_cast<int>(indicator.measure)));
    add("unit", fmt::format("{} {}", indicator.per, indicator.unit));
    add("level", indicator.level);
    add("reference_period", indicator.reference_period);
    add("events", indicator.events ? indicator.events->text : "");
    for (const auto& [part, written] :
         {std::pair("numerator", indicator.numerator), std::pair("denominator", indicator.denominator),
          std::pair("universe", indicator.universe), std::pair("categories", indicator.categories)}) {
      add(part, canonical(written));
      if (written) follow(*written);
    }
    if (!indicator.harmonised.empty()) definition_.harmonised["indicator"] = indicator.harmonised;
    return std::move(definition_);
  }

 private:
  void add(const std::string& part, std::string spelling) {
    definition_.parts.emplace(part, std::move(spelling));
  }

  void follow(const Written& written) {
    for (const auto& name : expression::written_names(expression::parse(written))) {
      if (const auto* plain = std::get_if<std::string>(&name)) {
        follow_name(*plain);
        continue;
      }
      std::vector<std::string> known;
      for (const auto& [id, item] : items_) known.push_back(id);
      for (const auto& id : expression::matching_names(std::get<expression::NamePattern>(name), known)) {
        follow_name(id);
      }
    }
  }

  void follow_name(const std::string& name) {
    for (const Construct& construct : instrument_.constructs) {
      if (construct.id.text == name) follow_construct(construct);
    }
    if (const auto item = items_.find(name); item != items_.end()) add_item(name, *item->second);
  }

  void follow_construct(const Construct& construct) {
    const std::string part = "construct:" + construct.id.text;
    if (definition_.parts.contains(part)) return;
    const int policy = construct.policy ? static_cast<int>(*construct.policy) : -1;
    add(part,
        fmt::format("{}|{}|{}|{}|{}|{}", canonical(construct.expression), canonical(construct.universe),
                    policy, construct.min_answered, construct.reference_period, spelling(construct.cap)));
    if (!construct.harmonised.empty()) {
      definition_.harmonised[part] = construct.harmonised;
      return;  // what it is made of is the editions' own
    }
    follow(construct.expression);
    if (construct.universe) follow(*construct.universe);
  }

  /// The codes that may be answered and their missing reasons; labels may be reworded.
  void add_item(const std::string& id, const Item& item) {
    std::set<std::string> codes;
    for (const auto& [code, texts] : item.codes) codes.insert(code_text(code));
    for (const auto& [code, reason] : item.missing) {
      codes.insert(fmt::format("{}={}", code_text(code), static_cast<int>(reason)));
    }
    add("item:" + id, fmt::format("{}|{}", fmt::join(codes, ","), canonical(item.universe)));
  }

  const Instrument& instrument_;
  std::map<std::string, const Item*> items_;
  Definition definition_;
};

const Indicator* find(const Study& study, const std::string& id) {
  const auto& all = study.instrument.indicators;
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.id.text == id; });
  return found == all.end() ? nullptr : &*found;
}

std::string spelling_of(const Definition& definition, const std::string& part) {
  const auto found = definition.parts.find(part);
  return found == definition.parts.end() ? "\x1f" : found->second;
}

/// Whether both name the same common subset for the part, or for the indicator as a whole.
bool names_common_subset(const Definition& first, const Definition& second, const std::string& part) {
  const auto same = [&](const std::string& of) {
    const auto a = first.harmonised.find(of);
    const auto b = second.harmonised.find(of);
    return a != first.harmonised.end() && b != second.harmonised.end() && a->second == b->second;
  };
  return same(part) || same("indicator");
}

}  // namespace

DefinitionChange definition_change(const Study& first, const Study& second, const std::string& indicator) {
  const Indicator* of_first = find(first, indicator);
  const Indicator* of_second = find(second, indicator);
  DefinitionChange change;
  if (of_first == nullptr || of_second == nullptr) return change;
  const Definition a = DefinitionReader(first.instrument).read(*of_first);
  const Definition b = DefinitionReader(second.instrument).read(*of_second);
  std::set<std::string> parts;
  for (const auto& [part, spelling] : a.parts) parts.insert(part);
  for (const auto& [part, spelling] : b.parts) parts.insert(part);
  change.harmonised = true;
  for (const auto& part : parts) {
    if (spelling_of(a, part) == spelling_of(b, part)) continue;
    change.parts.push_back(part);
    change.harmonised = change.harmonised && names_common_subset(a, b, part);
  }
  return change;
}

}  // namespace sondeo::run
