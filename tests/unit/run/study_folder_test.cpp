// Where the files that a study names are looked for, and what is refused there.
#include <filesystem>
#include <fstream>
#include <string>

#include <catch2/catch.hpp>
#include <unistd.h>

#include "program/run/codes.hpp"
#include "program/run/study_file.hpp"
#include "questionnaires/codes.hpp"
#include "tests/unit/spec/fault.hpp"

namespace fs = std::filesystem;

namespace code = sondeo::code;
using sondeo::run::read_study;
using sondeo::run::Study;
using sondeo::test::argument;
using sondeo::test::fault_of;
using sondeo::test::underlined;

namespace {

/// A folder of its own, removed with all it holds.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "sondeo-study-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  fs::path write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name) << text;
    return path_ / name;
  }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

std::string study_with_file(const std::string& file) {
  return "[study]\nid = \"s\"\n[data.d]\nfile = \"" + file + "\"\n";
}

}  // namespace

TEST_CASE("a data file outside the study's folder is refused", "[run][hostile]") {
  const Folder outside;
  const Folder folder;
  outside.write("secret.csv", "a\n1\n");
  fs::create_symlink(outside.path() / "secret.csv", folder.path() / "link.csv");
  fs::create_directory_symlink(outside.path(), folder.path() / "away");
  fs::create_directory(folder.path() / "sub");
  folder.write("sub/own.csv", "a\n1\n");
  fs::create_symlink("sub/own.csv", folder.path() / "inside.csv");
  const auto code = [&](const std::string& name) {
    const auto file = folder.write("s.toml", study_with_file(name));
    const auto fault = fault_of([&] { (void)read_study(file, {}); });
    CHECK(underlined(fault) == name);
    return fault.code;
  };
  CHECK(code((outside.path() / "secret.csv").string()) == code::kStudyFileOutside);
  CHECK(code("../secret.csv") == code::kStudyFileOutside);
  CHECK(code("sub/../sub/own.csv") == code::kStudyFileOutside);
  CHECK(code("link.csv") == code::kStudyFileOutside);
  CHECK(code("away/secret.csv") == code::kStudyFileOutside);
  CHECK(code("sub") == code::kStudyFileNotRegular);
  for (const std::string name : {"sub/own.csv", "inside.csv"}) {
    CHECK_NOTHROW(read_study(folder.write("s.toml", study_with_file(name)), {}));
  }
  const auto file = folder.write("s.toml", study_with_file("a\\nb"));
  CHECK(fault_of([&] { (void)read_study(file, {}); }).code == code::kStudyFileName);
}

TEST_CASE("an absent data file offers the nearest of its folder", "[run][message]") {
  const Folder folder;
  folder.write("woman.sav", "");
  const auto file = folder.write("s.toml", study_with_file("women.sav"));
  const auto fault = fault_of([&] { (void)read_study(file, {}); });
  CHECK(fault.code == code::kStudyFileAbsent);
  CHECK(fault.similar == std::vector<std::string>{"woman.sav"});
  CHECK(fault.place->line == 4);
  CHECK(fault.place->source == file.string());
}

TEST_CASE("the data folder moves the data files and nothing else", "[run]") {
  const Folder folder;
  const Folder data;
  data.write("w.sav", "");
  folder.write("inst.toml", "[instrument]\nid = \"inst\"\n[[construct]]\nid = \"c\"\nexpr = \"x\"\n");
  const std::string text = "[study]\nid = \"s\"\ninstrument = \"inst\"\n[data.d]\nfile = \"w.sav\"\n";
  const auto file = folder.write("s.toml", text + "[[construct]]\nid = \"own\"\nexpr = \"y\"\n");
  CHECK(fault_of([&] { (void)read_study(file, {}); }).code == code::kStudyFileAbsent);
  const Study study = read_study(file, data.path());
  CHECK(study.folder == data.path());
  CHECK(sondeo::run::data_file(study, study.data[0].file) == data.path() / "w.sav");
  REQUIRE(study.instrument.constructs.size() == 2);
  CHECK(study.instrument.constructs[1].id.text == "own");
  CHECK(study.instrument.id == "inst");
}

TEST_CASE("an id of the study that the instrument has already names the instrument's line",
          "[run][message]") {
  const Folder folder;
  const auto instrument =
      folder.write("i.toml", "[instrument]\nid = \"i\"\n[[construct]]\nid = \"c\"\nexpr = \"x\"\n");
  folder.write("w.sav", "");
  const auto file = folder.write("s.toml",
                                 "[study]\nid = \"s\"\ninstrument = \"i.toml\"\n[data.d]\nfile = \"w.sav\"\n"
                                 "[[construct]]\nid = \"c\"\nexpr = \"y\"\n");
  const auto fault = fault_of([&] { (void)read_study(file, {}); });
  CHECK(fault.code == code::kInstrumentDuplicateId);
  CHECK(argument(fault, "source") == instrument.string());
  CHECK(argument(fault, "line") == "4");
  CHECK(fault.place->source == file.string());
  CHECK(fault.place->line == 7);
}

TEST_CASE("an instrument that is not there is told apart from a data file", "[run][message]") {
  const Folder folder;
  folder.write("enviv.toml", "");
  const auto file =
      folder.write("s.toml", "[study]\nid = \"s\"\ninstrument = \"envi\"\n[data.d]\nfile = \"w\"\n");
  const auto fault = fault_of([&] { (void)read_study(file, {}); });
  CHECK(fault.code == code::kStudyInstrumentAbsent);
  CHECK(argument(fault, "instrument") == "envi");
  CHECK(argument(fault, "file") == "envi.toml");
  CHECK(fault.similar == std::vector<std::string>{"enviv.toml"});
}

TEST_CASE("an instrument's indicator is checked only when it is estimated", "[run]") {
  const Folder folder;
  folder.write("w.sav", "");
  folder.write("i.toml",
               "[instrument]\nid = \"i\"\n[[indicator]]\nid = \"a\"\nmeasure = \"total\"\nnumerator = \"1\"\n"
               "[[indicator]]\nid = \"b\"\nmeasure = \"total\"\nnumerator = \"1\"\nlevel = \"child\"\n");
  const std::string text =
      "[study]\nid = \"s\"\ninstrument = \"i.toml\"\n[data.d]\nfile = \"w.sav\"\n[estimate]\n";
  CHECK_NOTHROW(read_study(folder.write("s.toml", text + "indicators = [\"a\"]\n"), {}));
  const auto file = folder.write("s.toml", text + "indicators = [\"b\"]\n");
  CHECK(fault_of([&] { (void)read_study(file, {}); }).code == code::kStudyUnknownLevel);
}
