#include "program/run/implicate.hpp"

#include <algorithm>
#include <array>

#include "engine/table/grouping.hpp"
#include "questionnaires/instrument_file.hpp"

namespace sondeo::run {

namespace {

/// The instrument's item of that id; null when it has none.
const questionnaires::Item* asked_item(const questionnaires::Instrument& instrument, const std::string& id) {
  for (const auto& item : instrument.items) {
    const auto ids = questionnaires::expand_item_ids(item.id);
    if (std::find(ids.begin(), ids.end(), id) != ids.end()) return &item;
  }
  return nullptr;
}

}  // namespace

Table rows_of_implicate(const Table& stacked, const ingest::ImplicateSpec& implicate) {
  if (!implicate.id) return stacked;
  const std::array<const Column*, 1> columns = {stacked.find(implicate.id->text)};
  const Grouping grouping = group_rows(columns);
  std::vector<std::int32_t> kept;
  for (std::size_t row = 0; row < grouping.group_of_row.size(); ++row) {
    const std::int32_t group = grouping.group_of_row[row];
    if (group < 0 || grouping.keys[static_cast<std::size_t>(group)].front() != implicate.code) continue;
    kept.push_back(static_cast<std::int32_t>(row));
  }
  Table selected(kept.size());
  for (const auto& column : stacked.columns()) selected.add(column.gather(kept));
  return selected;
}

void bind_imputed_variables(const ingest::ImplicateSpec& implicate,
                            const questionnaires::Instrument& instrument,
                            std::vector<questionnaires::ItemVariable>& items) {
  for (const auto& [name, column] : implicate.variables) {
    const auto named = [&name = name](const auto& item) { return item.item == name.text; };
    const auto known = std::find_if(items.begin(), items.end(), named);
    if (known == items.end()) {
      items.push_back({name.text, column.text, asked_item(instrument, name.text)});
    } else {
      known->variable = column.text;
    }
  }
}

}  // namespace sondeo::run
