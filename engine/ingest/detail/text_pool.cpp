#include "engine/ingest/detail/text_pool.hpp"

#include <functional>
#include <utility>

namespace sondeo::ingest::detail {

namespace {

constexpr std::size_t kFirstSlots = 64;

std::uint32_t hash_of(std::string_view text) {
  const auto hash = static_cast<std::uint64_t>(std::hash<std::string_view>{}(text));
  return static_cast<std::uint32_t>(hash ^ (hash >> 32U));
}

}  // namespace

TextPool::TextPool() : slots_(kFirstSlots, Slot{0, -1}) {}

std::string_view TextPool::text(std::size_t id) const {
  const std::uint64_t begin = id == 0 ? 0 : ends_[id - 1];
  return std::string_view(bytes_).substr(begin, ends_[id] - begin);
}

std::int32_t TextPool::id_of(std::string_view text) {
  if (text.empty()) return -1;
  if (last_id_ >= 0 && text == last_text_) return last_id_;
  const std::uint32_t hash = hash_of(text);
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  while (slots_[slot].id >= 0) {
    if (slots_[slot].hash == hash && this->text(static_cast<std::size_t>(slots_[slot].id)) == text) break;
    slot = (slot + 1) & mask;
  }
  std::int32_t id = slots_[slot].id;
  if (id < 0) {
    id = static_cast<std::int32_t>(ends_.size());
    bytes_.append(text);
    ends_.push_back(bytes_.size());
    slots_[slot] = Slot{hash, id};
    if (ends_.size() * 2 > slots_.size()) grow();
  }
  last_text_.assign(text);
  last_id_ = id;
  return id;
}

void TextPool::grow() {
  std::vector<Slot> old(slots_.size() * 2, Slot{0, -1});
  std::swap(old, slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& entry : old) {
    if (entry.id < 0) continue;
    std::size_t slot = entry.hash & mask;
    while (slots_[slot].id >= 0) slot = (slot + 1) & mask;
    slots_[slot] = entry;
  }
}

}  // namespace sondeo::ingest::detail
