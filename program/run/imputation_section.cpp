#include "program/run/imputation_section.hpp"

#include <set>
#include <string>

#include "engine/base/diagnostic.hpp"
#include "engine/spec/words.hpp"
#include "program/run/codes.hpp"

namespace sondeo::run {

namespace {

using spec::ListForm;

constexpr double kMostImplicates = 1'000;

void read_files(const spec::Value& value, ImputationSpec& imputation) {
  if (value.type() != spec::Type::kTable) {
    imputation.files.push_back({{"", value.place()}, value.texts(ListForm::kOneOrList)});
    return;
  }
  for (const auto& [level, files] : value.section().entries()) {
    imputation.files.emplace_back(level, files.texts(ListForm::kOneOrList));
  }
}

}  // namespace

ImputationSpec read_imputation_section(spec::Section& section) {
  ImputationSpec imputation;
  imputation.place = section.place();
  if (const auto files = section.value("files")) read_files(*files, imputation);
  imputation.id = section.text("id");
  if (auto variables = section.section("variables")) {
    for (const auto& [name, columns] : variables->entries()) {
      imputation.variables.emplace_back(name, columns.texts(ListForm::kOneOrList));
    }
  }
  if (const auto implicates = section.value("implicates")) {
    static_cast<void>(implicates->integer());
    imputation.implicates = static_cast<std::size_t>(implicates->number_between(2, kMostImplicates));
    imputation.by_hot_deck = true;
  }
  if (const auto seed = section.integer("seed")) {
    imputation.seed = static_cast<std::uint64_t>(*seed);
    imputation.by_hot_deck = true;
  }
  if (const auto df = section.value("df")) {
    imputation.df =
        static_cast<estimation::ImputationDf>(spec::word_position(*df, estimation::kImputationDfNames));
  }
  section.finish();
  return imputation;
}

void require_one_way(const ImputationSpec& imputation) {
  const int ways = (imputation.files.empty() ? 0 : 1) + (imputation.id ? 1 : 0) +
                   (imputation.variables.empty() ? 0 : 1) + (imputation.by_hot_deck ? 1 : 0);
  if (ways != 1) throw Error({code::kImputationWays, {}, imputation.place, {}, {}});
  std::set<std::string> names;
  for (const auto& [name, columns] : imputation.variables) {
    if (names.insert(name.text).second) continue;
    throw Error({code::kImputationTwice, {{"variable", name.text}}, name.place, {}, {}});
  }
}

}  // namespace sondeo::run
