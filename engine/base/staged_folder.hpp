#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/text_sink.hpp"

namespace sondeo {

/// Files that appear in a folder all together or not at all: they are written, whole and durable, into a
/// folder of their own inside it, then each gets its name. When one cannot, those before it are taken back.
class StagedFolder {
 public:
  /// Makes the folder if it is not there.
  /// @throws Error 8xxx when nothing can be written there
  StagedFolder(const std::filesystem::path& folder, bool overwrite);
  /// Removes what was not committed, and the folder if it was made in vain.
  ~StagedFolder();
  StagedFolder(const StagedFolder&) = delete;
  StagedFolder& operator=(const StagedFolder&) = delete;
  StagedFolder(StagedFolder&&) = delete;
  StagedFolder& operator=(StagedFolder&&) = delete;

  /// Writes a file under a name below the folder: "study.csv", "study.open-data/data.csv".
  /// @throws Error 8xxx, which names the file as it was to be called; kOutputExists for a file that is there
  ///         and may not be overwritten
  void write(const std::string& name, std::string_view text);
  /// The same for a text that comes in pieces.
  void write_pieces(const std::string& name, const TextWriter& write);
  /// The same for what writes files by itself: `write` fills the file that it is given.
  void write_by(const std::string& name, const std::function<void(const std::filesystem::path&)>& write);

  /// Gives every file its name, in the order in which they were written.
  /// @throws Error 8xxx; then everything is as it was before
  void commit();

  /// Where the files stand until `commit`: for a program that cleans up when it is interrupted.
  [[nodiscard]] const std::filesystem::path& temporary() const { return temporary_; }
  /// The folders that were not there and were made, outermost first.
  [[nodiscard]] const std::vector<std::filesystem::path>& made() const { return made_; }
  /// Names of the files written, in order.
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

 private:
  /// A file that got its name, and whether it changed places with an older one.
  struct Move {
    std::filesystem::path staged;
    std::filesystem::path target;
    bool exchanged = false;
    bool done = false;
  };

  void make_inside(const std::filesystem::path& folders);
  void plan(const std::string& name);
  void take_back() noexcept;

  std::filesystem::path folder_;
  std::filesystem::path temporary_;
  bool overwrite_;
  std::vector<std::string> names_;
  std::vector<std::filesystem::path> staged_;   ///< all that was begun to be written
  std::vector<std::filesystem::path> folders_;  ///< made inside, outermost first
  std::vector<Move> moves_;
  std::vector<std::filesystem::path> made_;  ///< folders, outermost first
};

}  // namespace sondeo
