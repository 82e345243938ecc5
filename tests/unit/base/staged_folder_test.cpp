#include "engine/base/staged_folder.hpp"

#include <fstream>
#include <iterator>

#include <catch2/catch.hpp>
#include <unistd.h>

#include "engine/base/codes.hpp"
#include "engine/base/diagnostic.hpp"

namespace sondeo {

namespace {

namespace fs = std::filesystem;

/// A folder of the test's own.
class Scratch {
 public:
  Scratch() : folder_(fs::temp_directory_path() / ("sondeo-staged-" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~Scratch() { fs::remove_all(folder_); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  Scratch(Scratch&&) = delete;
  Scratch& operator=(Scratch&&) = delete;

  [[nodiscard]] fs::path operator/(const char* name) const { return folder_ / name; }

 private:
  fs::path folder_;
};

std::string content(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void put(const fs::path& file, const char* text) {
  fs::create_directories(file.parent_path());
  std::ofstream(file) << text;
}

std::size_t entries(const fs::path& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::recursive_directory_iterator(folder), fs::recursive_directory_iterator()));
}

}  // namespace

TEST_CASE("files appear under their names when all are written, and not before") {
  const Scratch scratch;
  StagedFolder staged(scratch / "out/below", false);
  staged.write("a.csv", "1");
  staged.write("data/b.csv", "2");
  CHECK_FALSE(fs::exists(scratch / "out/below/a.csv"));
  staged.commit();
  CHECK(content(scratch / "out/below/a.csv") == "1");
  CHECK(content(scratch / "out/below/data/b.csv") == "2");
}

TEST_CASE("what is not committed leaves nothing, not even the folders made for it") {
  const Scratch scratch;
  {
    StagedFolder staged(scratch / "out/below", false);
    staged.write("data/a.csv", "1");
  }
  CHECK_FALSE(fs::exists(scratch / "out"));
}

TEST_CASE("when one file cannot get its name, those before it are taken back") {
  const Scratch scratch;
  put(scratch / "out/a.csv", "old");
  fs::create_directories(scratch / "out/c.csv");  // a folder cannot be replaced by a file
  const std::size_t before = entries(scratch / "out");
  {
    StagedFolder staged(scratch / "out", true);
    staged.write("a.csv", "new");
    staged.write("made/b.csv", "new");
    staged.write("c.csv", "new");
    try {
      staged.commit();
      FAIL("a folder was replaced by a file");
    } catch (const Error& error) {
      CHECK(error.diagnostic().code == code::kOutputNotOrdinary);
    }
  }
  CHECK(content(scratch / "out/a.csv") == "old");
  CHECK(entries(scratch / "out") == before);
}

TEST_CASE("without leave to overwrite, a file that appeared in the meantime is kept") {
  const Scratch scratch;
  {
    StagedFolder staged(scratch / "out", false);
    staged.write("a.csv", "new");
    staged.write("b.csv", "new");
    put(scratch / "out/b.csv", "somebody's");
    CHECK_THROWS_AS(staged.commit(), Error);
  }
  CHECK(content(scratch / "out/b.csv") == "somebody's");
  CHECK_FALSE(fs::exists(scratch / "out/a.csv"));
}

TEST_CASE("a link stays a link: the file that it means is replaced") {
  const Scratch scratch;
  put(scratch / "real.csv", "old");
  fs::create_directories(scratch / "out");
  fs::create_symlink(scratch / "real.csv", scratch / "out/a.csv");
  StagedFolder staged(scratch / "out", true);
  staged.write("a.csv", "new");
  staged.commit();
  CHECK(fs::is_symlink(scratch / "out/a.csv"));
  CHECK(content(scratch / "real.csv") == "new");
}

TEST_CASE("a fault names the file as it was to be called") {
  const Scratch scratch;
  StagedFolder staged(scratch / "out", false);
  try {
    staged.write_by("a.xlsx", [](const fs::path& file) {
      throw Error({code::kOutputFailed, {{"file", file.string()}, {"reason", "why"}}, {}, {}, {}});
    });
    FAIL("nothing was thrown");
  } catch (const Error& error) {
    CHECK(error.diagnostic().arguments.front().value == (scratch / "out/a.xlsx").string());
  }
}

}  // namespace sondeo
