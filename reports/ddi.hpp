#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "questionnaires/instrument.hpp"

namespace sondeo::reports {

/// A code of a variable and what it means.
struct CodebookCategory {
  std::string code;
  questionnaires::Texts label;
  bool missing = false;
};

/// A variable of a data file as its file and the instrument describe it; nothing of what anybody answered.
struct CodebookVariable {
  std::string name;
  questionnaires::Texts label;
  questionnaires::Texts question;  ///< as the questionnaire asked it; may be empty
  std::string universe;            ///< an expression; may be empty
  bool text = false;
  bool weight = false;  ///< is, or is part of, a weight of the study
  std::vector<CodebookCategory> categories;
};

struct CodebookFile {
  std::string name;
  std::string level;       ///< "household", "woman" ...; may be empty
  std::string format;      ///< "sav", "dta", "csv"
  std::int64_t rows = -1;  ///< -1: the file does not say
  std::vector<CodebookVariable> variables;
};

/// A study as a catalogue of surveys describes it.
struct Codebook {
  std::string id;
  questionnaires::Texts title;
  std::string country;  ///< ISO 3166-1 alpha-3; may be empty
  std::string period;   ///< may be empty
  /// Names and values of what the variance rests on, in words of the first language.
  std::vector<std::pair<std::string, std::string>> design;
  std::string program;  ///< "sondeo 0.1.0"
  std::vector<CodebookFile> files;
};

/// DDI-Codebook 2.5, for NADA and IHSN catalogues: study, files, variables with labels, questions and codes.
/// No frequencies and no summary statistics: it can be published beside a protected release.
/// @param languages  of the texts; the first is the document's
/// @source https://ddialliance.org/Specification/DDI-Codebook/2.5
[[nodiscard]] std::string write_ddi(const Codebook& codebook, const std::vector<std::string>& languages);

}  // namespace sondeo::reports
