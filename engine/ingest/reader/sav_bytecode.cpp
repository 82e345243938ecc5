#include "engine/ingest/reader/sav_bytecode.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#include "engine/ingest/reader/failure.hpp"

namespace sondeo::ingest::reader {

namespace {

constexpr std::size_t kSlotBytes = 8;
/// Rows of a block: 72 values are nine cache lines, so that neighbouring columns do not compete for the same
/// ones.
constexpr std::size_t kBlockRows = 72;
constexpr std::size_t kMostStageSlots = 1U << 19U;  // 4 MB, for files of very wide texts

constexpr unsigned char kPadding = 0;
constexpr unsigned char kEnd = 252;
constexpr unsigned char kLiteral = 253;
constexpr unsigned char kSpaces = 254;
constexpr unsigned char kSystemMissing = 255;

std::uint64_t in_file_order(std::uint64_t bits, bool swapped) {
  return swapped ? __builtin_bswap64(bits) : bits;
}

}  // namespace

SavRows::SavRows(const SavLayout& layout, const std::vector<std::uint32_t>& wanted, Drain drain)
    : targets_(layout.slots, Target{0, 0}), drain_(std::move(drain)) {
  std::size_t width = 0;
  for (const std::uint32_t index : wanted) {
    slots_of_.push_back(0);
    for (const auto& segment : layout.variables[index].segments) slots_of_.back() += segment.slots;
    width += slots_of_.back();
  }
  block_rows_ = std::clamp<std::size_t>(kMostStageSlots / std::max<std::size_t>(width, 1), 1, kBlockRows);
  std::size_t base = 1;  // slot 0 of the stage takes what nobody wants
  for (std::size_t k = 0; k < wanted.size(); ++k) {
    base_of_.push_back(base);
    std::size_t part = 0;
    for (const auto& segment : layout.variables[wanted[k]].segments) {
      for (std::size_t i = 0; i < segment.slots; ++i) {
        targets_[segment.first_slot + i] = {base + part, slots_of_[k]};
        ++part;
      }
    }
    base += slots_of_[k] * block_rows_;
  }
  stage_.resize(base);
  for (std::size_t code = 1; code < kEnd; ++code) {
    const double value = static_cast<double>(code) - layout.bias;
    meaning_[code] = in_file_order(std::bit_cast<std::uint64_t>(value), layout.swapped);
  }
  meaning_[kSpaces] = 0x2020202020202020ULL;
  meaning_[kSystemMissing] = in_file_order(layout.system_missing, layout.swapped);
}

SavRows::Control SavRows::control() const {
  Control control;
  std::memcpy(&control.codes, control_.data(), control_.size());
  control.used = control_at_;
  return control;
}

void SavRows::go_on(const Control& control) {
  if (control.used > control_.size()) throw Failure{detail::Outcome::kInternal, 0, 0, 0, {}, {}};
  std::memcpy(control_.data(), &control.codes, control_.size());
  control_at_ = static_cast<std::size_t>(control.used);
}

void SavRows::row_done() {
  slot_ = 0;
  ++row_;
  ++rows_;
  if (row_ == block_rows_) {
    drain_(row_);
    row_ = 0;
  }
  if (rows_ == limit_) ended_ = true;
}

void SavRows::finish() {
  if (row_ > 0) drain_(row_);
  row_ = 0;
}

std::size_t SavRows::feed_plain(std::string_view bytes) {
  std::size_t at = 0;
  while (!ended_ && bytes.size() - at >= kSlotBytes) {
    std::uint64_t bits = 0;
    std::memcpy(&bits, bytes.data() + at, kSlotBytes);
    at += kSlotBytes;
    const Target target = targets_[slot_];
    stage_[target.base + target.stride * row_] = bits;
    if (++slot_ == targets_.size()) row_done();
  }
  return at;
}

std::size_t SavRows::feed_compressed(std::string_view bytes) {
  const char* from = bytes.data();
  const char* const end = from + bytes.size();
  std::uint64_t* const stage = stage_.data();
  const Target* const targets = targets_.data();
  const std::size_t slots = targets_.size();
  std::size_t slot = slot_;
  while (!ended_) {
    if (control_at_ == control_.size()) {
      if (end - from < static_cast<std::ptrdiff_t>(kSlotBytes)) break;
      std::memcpy(control_.data(), from, kSlotBytes);
      from += kSlotBytes;
      control_at_ = 0;
    }
    const unsigned char code = control_[control_at_];
    std::uint64_t bits = meaning_[code];
    if (code == kLiteral) {
      if (end - from < static_cast<std::ptrdiff_t>(kSlotBytes)) break;
      std::memcpy(&bits, from, kSlotBytes);
      from += kSlotBytes;
    } else if (code == kPadding || code == kEnd) {
      ++control_at_;
      ended_ = ended_ || code == kEnd;
      continue;
    }
    ++control_at_;
    const Target target = targets[slot];
    stage[target.base + target.stride * row_] = bits;
    if (++slot == slots) {
      row_done();
      slot = 0;
    }
  }
  slot_ = slot;
  return static_cast<std::size_t>(from - bytes.data());
}

}  // namespace sondeo::ingest::reader
