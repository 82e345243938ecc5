#include "engine/ingest/workbook.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <optional>
#include <span>
#include <tuple>
#include <utility>

#include "engine/ingest/codes.hpp"
#include "engine/ingest/detail/source_file.hpp"
#include "engine/ingest/detail/workbook_parts.hpp"

namespace sondeo::ingest {

namespace {

constexpr std::uint32_t kLetters = 26;
constexpr std::uint32_t kMostRows = 1'048'576;
constexpr std::uint32_t kMostColumns = 16'384;

struct Position {
  std::uint32_t row = 0;
  std::uint32_t column = 0;
};

template <typename Number>
std::optional<Number> number_of(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// "B7"; nothing for what is no place of a sheet.
std::optional<Position> position_of(std::string_view place) {
  Position position;
  std::size_t letters = 0;
  for (; letters < place.size() && place[letters] >= 'A' && place[letters] <= 'Z'; ++letters) {
    position.column = position.column * kLetters + static_cast<std::uint32_t>(place[letters] - 'A') + 1;
    if (position.column > kMostColumns) return std::nullopt;
  }
  const auto row = number_of<std::uint32_t>(place.substr(letters));
  if (letters == 0 || !row || *row == 0 || *row > kMostRows) return std::nullopt;
  position.row = *row;
  return position;
}

auto order_of(const WorkbookCell& cell) { return std::tuple(cell.row, cell.column); }

/// Reads the cells of one sheet.
class SheetReader {
 public:
  SheetReader(const std::filesystem::path& path, const detail::WorkbookParts& parts,
              const WorkbookLimits& limits)
      : path_(path), parts_(parts), limits_(limits) {}

  [[nodiscard]] WorkbookSheet read(const detail::SheetPart& part, const detail::XmlPart& xml) {
    WorkbookSheet sheet;
    sheet.name = part.name;
    sheet.hidden = part.hidden;
    part_ = part.part;
    at_ = {0, 0};
    for (const auto row : detail::child(xml.root(), "sheetData").children()) {
      if (detail::local_name(row.name()) == "row") read_row(row, sheet);
    }
    for (const auto merge : detail::child(xml.root(), "mergeCells").children()) {
      if (detail::local_name(merge.name()) == "mergeCell") read_merge(merge, sheet);
    }
    std::stable_sort(sheet.cells.begin(), sheet.cells.end(),
                     [](const auto& a, const auto& b) { return order_of(a) < order_of(b); });
    const auto twice =
        std::adjacent_find(sheet.cells.begin(), sheet.cells.end(),
                           [](const auto& a, const auto& b) { return order_of(a) == order_of(b); });
    if (twice != sheet.cells.end()) refuse(twice->place());
    return sheet;
  }

 private:
  [[noreturn]] void refuse(const std::string& where) const {
    throw Error(detail::about_file(code::kWorkbookDamaged, path_, {{"part", part_ + " " + where}}));
  }
  [[noreturn]] void refuse_size(const std::string& limit) const {
    throw Error(detail::about_file(code::kWorkbookTooLarge, path_, {{"part", part_}, {"limit", limit}}));
  }

  /// Rows and cells may leave out where they are: then they follow the one before.
  void read_row(pugi::xml_node node, WorkbookSheet& sheet) {
    const std::string_view number = detail::attribute(node, "r");
    const auto row = number.empty() ? std::optional(at_.row + 1) : number_of<std::uint32_t>(number);
    if (!row || *row == 0 || *row > kMostRows) refuse(std::string(number));
    at_ = {*row, 0};
    for (const auto each : node.children()) {
      if (detail::local_name(each.name()) != "c") continue;
      const std::string_view place = detail::attribute(each, "r");
      const auto position =
          place.empty() ? std::optional(Position{at_.row, at_.column + 1}) : position_of(place);
      if (!position || position->column > kMostColumns) refuse(std::string(place));
      at_ = *position;
      WorkbookCell cell;
      cell.row = at_.row;
      cell.column = at_.column;
      if (!fill(each, cell)) continue;
      text_bytes_ += cell.text.size();
      sheet.cells.push_back(std::move(cell));
      if (++cells_ > limits_.cells) refuse_size(std::to_string(limits_.cells) + " cells");
      // A long text that many cells share is little in the file and much in memory.
      if (text_bytes_ > limits_.total_bytes) refuse_size(std::to_string(limits_.total_bytes >> 20U) + " MB");
    }
  }

  /// @return whether the cell has something in it
  bool fill(pugi::xml_node node, WorkbookCell& cell) const {
    const std::string_view type = detail::attribute(node, "t");
    if (type == "inlineStr") {
      cell.text = detail::rich_text(detail::child(node, "is"));
      return !cell.text.empty();
    }
    const std::string_view value = detail::child(node, "v").text().get();
    const bool formula = !detail::child(node, "f").empty();
    if (value.empty()) {
      cell.kind = CellKind::kUncalculated;
      return formula && type != "str";  // a formula may give an empty text
    }
    if (type == "s") {
      const auto index = number_of<std::size_t>(value);
      if (!index || *index >= parts_.shared_texts.size()) refuse(cell.place());
      cell.text = parts_.shared_texts[*index];
    } else if (type == "str" || type == "d") {
      cell.text = detail::unescaped(value);
    } else if (type == "e") {
      cell.kind = CellKind::kFault;
      cell.text = value;
    } else if (type == "b" || type == "n" || type.empty()) {
      const auto number = number_of<double>(value);
      if (!number || !std::isfinite(*number)) refuse(cell.place());
      cell.kind = type == "b" ? CellKind::kYesNo : CellKind::kNumber;
      cell.number = *number;
      show(node, cell);
    } else {
      refuse(cell.place());
    }
    return cell.kind != CellKind::kText || !cell.text.empty();
  }

  /// A style that the workbook does not have shows numbers as they are.
  void show(pugi::xml_node node, WorkbookCell& cell) const {
    const auto style = number_of<std::size_t>(detail::attribute(node, "s"));
    if (!style || *style >= parts_.styles.size() || cell.kind != CellKind::kNumber) return;
    cell.decimals = parts_.styles[*style].decimals;
    cell.percent = parts_.styles[*style].percent;
  }

  void read_merge(pugi::xml_node node, WorkbookSheet& sheet) const {
    const std::string_view range = detail::attribute(node, "ref");
    const std::size_t colon = range.find(':');
    const auto first = position_of(range.substr(0, colon));
    const auto last = colon == std::string_view::npos ? first : position_of(range.substr(colon + 1));
    if (!first || !last || first->row > last->row || first->column > last->column) refuse(std::string(range));
    sheet.merged.push_back({first->row, first->column, last->row, last->column});
    if (sheet.merged.size() > limits_.merged) refuse_size(std::to_string(limits_.merged) + " merged cells");
  }

  const std::filesystem::path& path_;
  const detail::WorkbookParts& parts_;
  const WorkbookLimits& limits_;
  std::string part_;
  Position at_;
  std::uint64_t cells_ = 0;
  std::uint64_t text_bytes_ = 0;
};

}  // namespace

std::string column_letters(std::uint32_t column) {
  std::string letters;
  for (; column > 0; column = (column - 1) / kLetters) {
    letters.insert(letters.begin(), static_cast<char>('A' + static_cast<char>((column - 1) % kLetters)));
  }
  return letters;
}

std::string WorkbookCell::place() const { return column_letters(column) + std::to_string(row); }

std::uint32_t WorkbookSheet::rows() const { return cells.empty() ? 0 : cells.back().row; }

std::uint32_t WorkbookSheet::columns() const {
  std::uint32_t most = 0;
  for (const auto& cell : cells) most = std::max(most, cell.column);
  return most;
}

const WorkbookCell* WorkbookSheet::find(std::uint32_t row, std::uint32_t column) const {
  const auto found =
      std::lower_bound(cells.begin(), cells.end(), std::tuple(row, column),
                       [](const auto& cell, const auto& wanted) { return order_of(cell) < wanted; });
  return found != cells.end() && order_of(*found) == std::tuple(row, column) ? &*found : nullptr;
}

const WorkbookCell* WorkbookSheet::shown(std::uint32_t row, std::uint32_t column) const {
  for (const auto& range : merged) {
    const bool inside = row >= range.first_row && row <= range.last_row && column >= range.first_column &&
                        column <= range.last_column;
    if (inside) return find(range.first_row, range.first_column);
  }
  return find(row, column);
}

const WorkbookSheet* Workbook::find(std::string_view name) const {
  const auto found =
      std::find_if(sheets.begin(), sheets.end(), [&](const auto& sheet) { return sheet.name == name; });
  return found == sheets.end() ? nullptr : &*found;
}

std::vector<std::string> Workbook::names() const {
  std::vector<std::string> names;
  names.reserve(sheets.size());
  for (const auto& sheet : sheets) names.push_back(sheet.name);
  return names;
}

bool is_workbook_name(const std::filesystem::path& path) {
  std::string extension = path.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return extension == ".xlsx" || extension == ".xlsm";
}

Workbook read_workbook(const std::filesystem::path& path, const WorkbookLimits& limits) {
  detail::ZipArchive archive(path, limits);
  const auto parts = detail::read_workbook_parts(archive, path);
  Workbook book;
  book.path = path;
  SheetReader reader(path, parts, limits);
  for (const auto& part : parts.sheets) {
    auto bytes = archive.part(part.part);
    if (!bytes) throw Error(detail::about_file(code::kWorkbookPartAbsent, path, {{"part", part.part}}));
    book.sheets.push_back(reader.read(part, {path, part.part, *std::move(bytes)}));
  }
  return book;
}

}  // namespace sondeo::ingest
