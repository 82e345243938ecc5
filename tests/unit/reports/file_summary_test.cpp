#include "reports/file_summary.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace sondeo::reports;  // NOLINT(google-build-using-namespace)

namespace {

FileSummary small_file() {
  FileSummary summary;
  summary.file.path = "folder/small.csv";
  summary.file.format = sondeo::ingest::FileFormat::kCsv;
  summary.file.encoding = "UTF-8";
  summary.file.dialect = sondeo::ingest::CsvDialect{'\t', '"', ',', "UTF-8", false, true};
  summary.rows = 1234;
  VariableSummary sex;
  sex.variable.name = "sex";
  sex.variable.label = "Sex, \"as asked\"";
  sex.valid = 1230;
  sex.missing = 4;
  sex.distinct = 2;
  sex.codes = {{"1", "Man", false, 600}, {"2", "Woman", false, 630}, {"9", "", true, 4}};
  VariableSummary weight;
  weight.variable.name = "fac";
  weight.valid = 1234;
  weight.distinct = 1000;
  weight.range = {0.5, 99.25};
  weight.candidate = Candidate::kWeight;
  summary.variables = {sex, weight};
  summary.file.variables = {sex.variable, weight.variable};
  return summary;
}

}  // namespace

TEST_CASE("the summary for reading shows dialect, counts, codes and candidates") {
  CHECK(write_summary_terminal(small_file(), {}) ==
        "small.csv\n"
        "format: csv   rows: 1,234   variables: 2   encoding: UTF-8\n"
        "separator: TAB   decimal mark: ,   quote: \"\n"
        "\n"
        "sex  Sex, \"as asked\"\n"
        "  number, valid 1,230, missing 4, distinct 2\n"
        "    1  Man    600\n"
        "    2  Woman  630\n"
        "    9           4  (missing code)\n"
        "\n"
        "fac\n"
        "  number, valid 1,234, missing 0, distinct 1,000, range 0.5 ... 99.25\n"
        "\n"
        "Candidates\n"
        "  weight: fac\n");
}

TEST_CASE("the summary as CSV has a row for each variable and one for each code") {
  CHECK(write_summary_csv(small_file()) ==
        "variable,label,type,format,valid,missing,distinct,min,max,candidate,code,code_label,code_missing,"
        "count\n"
        "sex,\"Sex, \"\"as asked\"\"\",number,,1230,4,2,,,,,,,\n"
        "sex,,,,,,,,,,1,Man,0,600\n"
        "sex,,,,,,,,,,2,Woman,0,630\n"
        "sex,,,,,,,,,,9,,1,4\n"
        "fac,,number,,1234,0,1000,0.5,99.25,weight,,,,\n");
}

TEST_CASE("the summary as JSON parses, with null for what is absent") {
  const auto json = nlohmann::json::parse(write_summary_json(small_file()));
  CHECK(json.at("file").at("dialect").at("separator") == "\t");
  CHECK(json.at("variables").at(0).at("min").is_null());
  CHECK(json.at("variables").at(1).at("max") == 99.25);
  CHECK(json.at("variables").at(0).at("codes").at(2).at("missing") == true);
  CHECK(json.at("candidates").at("weight").at(0) == "fac");
}

TEST_CASE("a long list of codes is cut and says how many are left") {
  auto summary = small_file();
  auto& codes = summary.variables.at(0).codes;
  codes.clear();
  for (int i = 0; i < 40; ++i) codes.push_back({std::to_string(i), "", false, 5});
  CHECK_THAT(write_summary_terminal(summary, {}), Catch::Matchers::Contains("\n    ... +10\n"));
}
