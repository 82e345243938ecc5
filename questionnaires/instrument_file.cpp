#include "questionnaires/instrument_file.hpp"

#include <utility>

#include "engine/base/diagnostic.hpp"
#include "questionnaires/codes.hpp"
#include "questionnaires/detail/parts.hpp"

namespace sondeo::questionnaires {

namespace {

using detail::UsedIds;
using spec::Section;

constexpr const char* kSchema = "sondeo-instrument/1";

void check_schema(Section& root) {
  const auto schema = root.text("schema");
  if (!schema || schema->text == kSchema) return;
  throw Error({code::kSpecSchema, {{"value", schema->text}, {"expected", kSchema}}, schema->place, {}, {}});
}

void read_heading(Section heading, Instrument& instrument) {
  instrument.id = heading.required_text("id").text;
  instrument.title = heading.translations("title");
  instrument.edition = heading.text_or("edition", "");
  for (const Written& language : heading.texts("languages", spec::ListForm::kOneOrList)) {
    instrument.languages.push_back(language.text);
  }
  instrument.is_template = heading.yes_no("template").value_or(false);
  instrument.source = heading.text_or("source", "");
  if (const auto notes = heading.value("notes")) {
    for (const spec::Value& note : notes->items()) instrument.notes.push_back(note.translations());
  }
  heading.finish();
}

void check_ids(const Instrument& instrument) {
  UsedIds columns;  // items and constructs become columns of one table
  for (const Item& item : instrument.items) {
    for (const std::string& id : expand_item_ids(item.id)) columns.add(item.level, id, item.id.place, "item");
  }
  for (const Construct& each : instrument.constructs) {
    columns.add(each.level, each.id.text, each.id.place, "construct");
  }
  UsedIds disaggregations;
  for (const Disaggregation& each : instrument.disaggregations) {
    disaggregations.add(each.level, each.id.text, each.id.place, "disaggregation");
  }
  UsedIds indicators;
  for (const Indicator& each : instrument.indicators)
    indicators.add("", each.id.text, each.id.place, "indicator");
  UsedIds checks;
  for (const Check& each : instrument.checks) checks.add("", each.id.text, each.id.place, "check");
  UsedIds edits;
  for (const Edit& each : instrument.edits) edits.add("", each.id.text, each.id.place, "edit");
}

}  // namespace

Instrument read_instrument(const std::filesystem::path& file) {
  return read_instrument(spec::Document::read(file));
}

Instrument read_instrument(const spec::Document& document) {
  Section root = document.root();
  check_schema(root);
  Instrument instrument;
  read_heading(root.required("instrument").section(), instrument);
  read_instrument_parts(root, instrument);
  root.finish();
  for (Item& item : instrument.items) item.to_map = instrument.is_template;
  return instrument;
}

void read_instrument_parts(Section& root, Instrument& instrument) {
  for (Section& each : root.sections("item")) instrument.items.push_back(detail::read_item(each));
  for (Section& each : root.sections("construct"))
    instrument.constructs.push_back(detail::read_construct(each));
  for (Section& each : root.sections("disaggregation")) {
    instrument.disaggregations.push_back(detail::read_disaggregation(each));
  }
  for (Section& each : root.sections("indicator"))
    instrument.indicators.push_back(detail::read_indicator(each));
  for (Section& each : root.sections("check")) instrument.checks.push_back(detail::read_check(each));
  for (Section& each : root.sections("edit")) instrument.edits.push_back(detail::read_edit(each));
  for (Section& each : root.sections("catalogue")) instrument.bindings.push_back(detail::read_binding(each));
  check_ids(instrument);
}

}  // namespace sondeo::questionnaires
