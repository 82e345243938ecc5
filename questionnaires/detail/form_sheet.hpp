#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/ingest/workbook.hpp"
#include "questionnaires/instrument.hpp"

namespace sondeo::questionnaires::detail {

/// The code of a language as a form names it: "Espanol (es)", "es", "Spanish"; "" where it has none that is
/// known.
[[nodiscard]] std::string language_of_name(std::string_view name);

/// A column of a form's sheet: "label::Espanol (es)" is label in es.
struct FormColumn {
  std::string name;
  std::string language;
  std::uint32_t position = 0;
};

class FormSheet;

/// A row with something in it.
class FormRow {
 public:
  FormRow(const FormSheet& sheet, std::uint32_t row) : sheet_(&sheet), row_(row) {}
  /// What stands in a column, blanks around it left out; "" where there is nothing.
  [[nodiscard]] std::string text(std::string_view column) const;
  /// The same in each language that the sheet has it in.
  [[nodiscard]] Texts texts(std::string_view column) const;
  /// "survey!B7"
  [[nodiscard]] std::string place(std::string_view column) const;

 private:
  [[nodiscard]] std::string cell(const FormColumn& column) const;

  const FormSheet* sheet_;
  std::uint32_t row_;
};

/// A sheet whose first row names its columns.
class FormSheet {
 public:
  FormSheet(const ingest::Workbook& workbook, const ingest::WorkbookSheet& sheet);
  FormSheet(const FormSheet&) = delete;
  FormSheet& operator=(const FormSheet&) = delete;
  FormSheet(FormSheet&&) = delete;
  FormSheet& operator=(FormSheet&&) = delete;
  ~FormSheet() = default;

  [[nodiscard]] bool has(std::string_view column) const;
  /// @throws Error kFormColumnAbsent
  void require(std::string_view column) const;
  [[nodiscard]] const std::vector<FormRow>& rows() const { return rows_; }
  [[nodiscard]] const std::vector<FormColumn>& columns() const { return columns_; }
  [[nodiscard]] const ingest::WorkbookSheet& sheet() const { return sheet_; }
  /// Columns in a language that has no known code.
  [[nodiscard]] const std::vector<std::string>& unknown_languages() const { return unknown_; }

 private:
  const ingest::Workbook& workbook_;
  const ingest::WorkbookSheet& sheet_;
  std::vector<FormColumn> columns_;
  std::vector<std::string> unknown_;
  std::vector<FormRow> rows_;
};

}  // namespace sondeo::questionnaires::detail
