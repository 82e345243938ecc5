#include "engine/ingest/reader/stat_values.hpp"

#include <algorithm>
#include <exception>
#include <limits>
#include <memory>
#include <numeric>

#include "engine/ingest/reader/failure.hpp"
#include "engine/ingest/reader/stat_metadata.hpp"

namespace sondeo::ingest::reader {

namespace {

constexpr std::size_t kStageValues = 2048;  // 32 KB: stays in the first cache

/// Values as ReadStat calls them out, row by row; every so many rows they are sorted into the columns.
/// The handler runs once a value: it looks at nothing but the value's type. Asking ReadStat whether a value
/// is missing there costs three times the whole reading (measured), so that is done per column afterwards.
class Stage {
 public:
  Stage(const std::vector<std::uint32_t>& wanted, Columns& columns, detail::Answer& answer)
      : columns_(columns), answer_(answer), order_(wanted.size()), wanted_(wanted) {
    // ReadStat goes through a row in the file's order; the columns stand in the order asked for.
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    std::sort(order_.begin(), order_.end(),
              [&](std::size_t a, std::size_t b) { return wanted[a] < wanted[b]; });
    rows_ = std::max<std::size_t>(kStageValues / wanted.size(), 1);
    values_.resize(rows_ * wanted.size());
    next_ = values_.data();
    end_ = next_ + values_.size();
    numbers_.resize(rows_);
    ids_.resize(rows_);
  }

  int take(readstat_value_t value) {
    if (value.type == READSTAT_TYPE_STRING) [[unlikely]]
      value.v.i32_value = text_id(value.v.string_value);
    *next_++ = value;
    return next_ == end_ ? drained() : READSTAT_HANDLER_OK;
  }

  [[nodiscard]] bool wants(int variable) const {
    return std::find(wanted_.begin(), wanted_.end(), static_cast<std::uint32_t>(variable)) != wanted_.end();
  }
  void finish() { drain(); }
  [[nodiscard]] std::uint64_t row_count() const { return row_count_; }
  void keep(std::exception_ptr failure) { failure_ = std::move(failure); }
  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  std::int32_t text_id(const char* text) {
    const auto position = static_cast<std::size_t>(next_ - values_.data()) % order_.size();
    return text == nullptr ? -1 : columns_.id_of(order_[position], text);
  }

  int drained() {
    drain();
    return READSTAT_HANDLER_OK;
  }

  void drain() {
    const std::size_t width = order_.size();
    const std::size_t rows = static_cast<std::size_t>(next_ - values_.data()) / width;
    if (row_count_ + rows > columns_.capacity()) {
      throw Failure{detail::Outcome::kRowsImpossible,
                    0,
                    static_cast<std::int64_t>(row_count_ + rows),
                    columns_.capacity(),
                    {},
                    {}};
    }
    for (std::size_t position = 0; position < width; ++position) drain_column(position, rows);
    row_count_ += rows;
    answer_.rows_done = row_count_;
    next_ = values_.data();
  }

  void drain_column(std::size_t position, std::size_t rows) {
    const std::size_t width = order_.size();
    const readstat_value_t* value = values_.data() + position;
    const std::size_t k = order_[position];
    if (columns_.is_text(k)) {
      for (std::size_t row = 0; row < rows; ++row, value += width) ids_[row] = value->v.i32_value;
      columns_.append_ids(k, {ids_.data(), rows});
      return;
    }
    for (std::size_t row = 0; row < rows; ++row, value += width) numbers_[row] = number(*value);
    columns_.append_numbers(k, {numbers_.data(), rows});
  }

  static double number(const readstat_value_t& value) {
    if (value.is_tagged_missing != 0) return detail::tagged_missing(value.tag);
    if (value.is_system_missing != 0) return std::numeric_limits<double>::quiet_NaN();
    switch (value.type) {
      case READSTAT_TYPE_INT8:
        return value.v.i8_value;
      case READSTAT_TYPE_INT16:
        return value.v.i16_value;
      case READSTAT_TYPE_INT32:
        return value.v.i32_value;
      case READSTAT_TYPE_FLOAT:
        return static_cast<double>(value.v.float_value);
      case READSTAT_TYPE_DOUBLE:
        return value.v.double_value;
      case READSTAT_TYPE_STRING:
      case READSTAT_TYPE_STRING_REF:
        break;
    }
    return std::numeric_limits<double>::quiet_NaN();
  }

  readstat_value_t* next_ = nullptr;
  readstat_value_t* end_ = nullptr;
  Columns& columns_;
  detail::Answer& answer_;
  std::vector<std::size_t> order_;
  const std::vector<std::uint32_t>& wanted_;
  std::size_t rows_ = 0;
  std::uint64_t row_count_ = 0;
  std::vector<readstat_value_t> values_;
  std::vector<double> numbers_;
  std::vector<std::int32_t> ids_;
  std::exception_ptr failure_;
};

int on_variable(int index, readstat_variable_t*, const char*, void* context) {
  return static_cast<Stage*>(context)->wants(index) ? READSTAT_HANDLER_OK : READSTAT_HANDLER_SKIP_VARIABLE;
}

int on_value(int, readstat_variable_t*, readstat_value_t value, void* context) {
  auto& stage = *static_cast<Stage*>(context);
  try {
    return stage.take(value);
  } catch (...) {
    stage.keep(std::current_exception());
    return READSTAT_HANDLER_ABORT;
  }
}

}  // namespace

std::uint64_t read_stat_values(MappedInput& input, FileFormat format,
                               const std::vector<std::uint32_t>& wanted, const detail::RowWindow& window,
                               Columns& columns, detail::Answer& answer) {
  if (window.row_count > 0 && columns.capacity() == 0) return 0;
  const std::unique_ptr<readstat_parser_t, decltype(&readstat_parser_free)> parser(readstat_parser_init(),
                                                                                   &readstat_parser_free);
  Stage stage(wanted, columns, answer);
  input.attach(parser.get());
  readstat_set_handler_character_encoding(parser.get(), nullptr);
  // Always both: with a value handler and no variable handler ReadStat 1.1.8 follows a null pointer.
  readstat_set_variable_handler(parser.get(), &on_variable);
  readstat_set_value_handler(parser.get(), &on_value);
  if (window.row_count > 0) {
    readstat_set_row_offset(parser.get(), static_cast<long>(window.first_row));
    readstat_set_row_limit(parser.get(), static_cast<long>(columns.capacity()));
  }
  try {
    parse(parser.get(), format, &stage);
  } catch (const Failure&) {
    stage.rethrow();
    throw;
  }
  stage.finish();
  return stage.row_count();
}

}  // namespace sondeo::ingest::reader
