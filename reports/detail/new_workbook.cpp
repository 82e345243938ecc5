#include "reports/detail/new_workbook.hpp"

#include <ctime>
#include <utility>

#include "reports/detail/workbook_sheet.hpp"

namespace sondeo::reports::detail {

namespace {

constexpr std::time_t kCreated = 315'532'800;  // 1980-01-01

}  // namespace

NewWorkbook::NewWorkbook(std::filesystem::path file)
    : file_(std::move(file)), folder_(file_.has_parent_path() ? file_.parent_path().string() : ".") {
  lxw_workbook_options options{};
  options.tmpdir = folder_.data();
  workbook_.reset(made(workbook_new_opt(file_.c_str(), &options)));
}

void NewWorkbook::describe(std::optional<std::string> title) {
  lxw_doc_properties properties{};
  if (title) properties.title = title->data();
  properties.created = kCreated;
  check(workbook_set_properties(get(), &properties), file_);
}

lxw_worksheet* NewWorkbook::add_sheet(const std::string& name) {
  lxw_worksheet* sheet = workbook_add_worksheet(get(), name.c_str());
  memory_.require();
  return sheet;
}

void NewWorkbook::close() {
  memory_.require();
  check(workbook_close(workbook_.release()), file_);
  memory_.require();
}

}  // namespace sondeo::reports::detail
