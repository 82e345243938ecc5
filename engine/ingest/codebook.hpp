#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace sondeo::ingest {

/// A text in the languages that a codebook gives it in, by language code; "" where it says none.
using CodebookTexts = std::vector<std::pair<std::string, std::string>>;

struct CodebookCategory {
  std::string value;
  CodebookTexts labels;
  bool missing = false;  ///< declared so
};

/// Values that are declared missing, both ends included, as they are written.
struct CodebookRange {
  std::string low;
  std::string high;
};

struct CodebookVariable {
  std::string name;
  std::string file;     ///< the id of the file that has it; empty where the codebook does not say
  CodebookTexts group;  ///< the label of the variable group that lists it
  CodebookTexts labels;
  CodebookTexts question;
  CodebookTexts universe;  ///< who was asked, in words
  std::vector<CodebookCategory> categories;
  std::vector<std::string> missing_values;
  std::vector<CodebookRange> missing_ranges;
  bool is_text = false;
  bool is_weight = false;
};

struct CodebookFile {
  std::string id;
  std::string name;
};

/// A DDI-Codebook: what it says of a study's files and variables. Statistics in it are not read.
struct Codebook {
  std::filesystem::path path;
  std::string id;
  CodebookTexts title;
  std::vector<CodebookFile> files;
  std::vector<CodebookVariable> variables;
};

struct CodebookLimits {
  std::uint64_t bytes = 128ULL << 20U;  ///< of the file
  std::size_t depth = 64;               ///< elements inside one another
};

/// Whether the file begins as XML does.
[[nodiscard]] bool looks_like_xml(const std::filesystem::path& path);

/// Reads a DDI-Codebook (1.x to 2.5) without following anything that leads out of the file: document types
/// are refused, and with them every entity of one's own.
/// @throws Error 4xxx: a file that cannot be opened; kCodebookTooLarge, kCodebookDamaged,
/// kCodebookDocumentType,
///         kCodebookNotOne (other XML), kCodebookLifecycle (DDI-Lifecycle), kCodebookNoVariables
/// @source DDI Alliance, DDI-Codebook 2.5 (2014), field level documentation
[[nodiscard]] Codebook read_codebook(const std::filesystem::path& path, const CodebookLimits& limits = {});

}  // namespace sondeo::ingest
