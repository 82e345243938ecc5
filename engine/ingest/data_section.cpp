#include "engine/ingest/data_section.hpp"

#include <array>
#include <utility>

#include "engine/base/diagnostic.hpp"
#include "engine/ingest/codes.hpp"
#include "engine/spec/words.hpp"

namespace sondeo::ingest {

namespace {

using spec::ListForm;
using spec::Section;
using spec::Value;

using CodeAndReason = std::pair<std::variant<double, std::string>, Missing>;

/// `8`, `[8, 9]` (reason: other), or `{ 8 = "dont_know", 9 = "refused" }`.
std::vector<CodeAndReason> read_missing_codes(const Value& value) {
  std::vector<CodeAndReason> codes;
  if (value.type() == spec::Type::kTable) {
    for (const auto& [key, reason] : value.section().entries()) {
      codes.emplace_back(spec::code_of_key(key.text), read_missing_reason(reason));
    }
  } else if (value.type() == spec::Type::kList) {
    for (const Value& code : value.items()) codes.emplace_back(code.code(), Missing::kOther);
  } else {
    codes.emplace_back(value.code(), Missing::kOther);
  }
  return codes;
}

std::vector<DeclaredMissing> read_missing(Section& level) {
  std::vector<DeclaredMissing> declared;
  if (auto missing = level.section("missing")) {
    for (const auto& [variable, codes] : missing->entries()) {
      declared.push_back({variable, read_missing_codes(codes)});
    }
  }
  return declared;
}

std::vector<JoinSpec> read_joins(Section& level) {
  std::vector<JoinSpec> joins;
  for (Section& join : level.sections("join")) {
    JoinSpec spec{join.required_text("file"), join.required("key").texts(ListForm::kOneOrList)};
    join.finish();
    joins.push_back(std::move(spec));
  }
  return joins;
}

char read_character(Section& csv, std::string_view key, char fallback) {
  const auto value = csv.value(key);
  if (!value) return fallback;
  // A tab is one character and, to Value::text, a blank text: the separator is the one place that means it.
  const std::string text = value->raw_text();
  if (text.size() == 1) return text.front();
  throw Error({code::kSpecOneCharacter, {{"key", value->path()}, {"value", text}}, value->place(), {}, {}});
}

void read_csv(Section& level, DataSpec& spec) {
  spec.encoding = level.text_or("encoding", "");
  auto csv = level.section("csv");
  if (!csv) return;
  CsvDialect dialect;
  dialect.separator = read_character(*csv, "separator", dialect.separator);
  dialect.quote = read_character(*csv, "quote", dialect.quote);
  dialect.decimal = read_character(*csv, "decimal", dialect.decimal);
  dialect.encoding = csv->text_or("encoding", spec.encoding.empty() ? dialect.encoding : spec.encoding);
  csv->finish();
  spec.encoding = dialect.encoding;
  spec.dialect = dialect;
}

DataSpec read_level(const Written& name, Section level) {
  DataSpec spec;
  spec.level = name.text;
  spec.place = name.place;
  spec.file = level.required_text("file");
  spec.key = level.texts("key", ListForm::kOneOrList);
  spec.parent = level.text("parent");
  spec.where = level.text("where");
  spec.drop_rows = level.text("drop_rows");
  spec.missing = read_missing(level);
  spec.joins = read_joins(level);
  read_csv(level, spec);
  level.finish();
  return spec;
}

}  // namespace

Missing read_missing_reason(const Value& value) {
  static constexpr std::array<spec::Word<Missing>, 6> kReasons{{{"system", Missing::kSystem},
                                                                {"dont_know", Missing::kDontKnow},
                                                                {"refused", Missing::kRefused},
                                                                {"not_applicable", Missing::kNotApplicable},
                                                                {"not_asked", Missing::kNotAsked},
                                                                {"other", Missing::kOther}}};
  return spec::meaning_of(value, kReasons);
}

std::vector<DataSpec> read_data_section(Section& data) {
  std::vector<DataSpec> levels;
  for (const auto& [name, value] : data.entries()) levels.push_back(read_level(name, value.section()));
  return levels;
}

}  // namespace sondeo::ingest
