#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/ingest/file.hpp"
#include "program/run/execute.hpp"
#include "published/verification.hpp"

namespace sondeo::run {

/// How a printed table is read and compared.
struct VerifyOptions {
  published::Declared declared;
  std::optional<Written> sheet;                         ///< of a workbook
  std::optional<published::CellArea> area;              ///< absent: the whole sheet
  std::vector<Written> weights;                         ///< more weights to try: variables or expressions
  std::vector<std::pair<std::string, Study>> editions;  ///< under other instruments, by their names
  ingest::ReadOptions reading;                          ///< of a printed CSV
};

struct VerifyResult {
  published::Verification verification;
  Diagnostics findings;
};

/// Compares a printed table with what the study gives, figure by figure, to the printed digits. Where figures
/// differ, the study is estimated again under one other convention at a time (`alternatives_of`), and those
/// that give the printed figure are named.
///
/// A figure that the study's disclosure rules protect is not compared, so that nothing can be learned of it.
/// @throws Error  as `estimate`; kPublished..., kDeclared... for what cannot be read
[[nodiscard]] VerifyResult verify(const Study& study, const std::filesystem::path& file,
                                  const VerifyOptions& wanted, const RunOptions& options);

}  // namespace sondeo::run
