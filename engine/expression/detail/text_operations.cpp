#include "engine/expression/detail/text_operations.hpp"

#include <utility>

namespace sondeo::expression::detail {

namespace {

class TextColumn final : public Operation<TextId> {
 public:
  TextColumn(std::size_t slot, std::vector<TextId> ids) : slot_(slot), ids_(std::move(ids)) {}
  void run(const Block& block, std::span<TextId> out) const override {
    const auto stored = block.column(slot_).stored_texts().ids.subspan(block.first, out.size());
    for (std::size_t i = 0; i < out.size(); ++i) {
      out[i] =
          stored[i] < 0 ? Absent<TextId>::of(Missing::kSystem) : ids_[static_cast<std::size_t>(stored[i])];
    }
  }
  [[nodiscard]] bool plain() const override { return true; }

 private:
  std::size_t slot_;
  std::vector<TextId> ids_;
};

class LabelsOf final : public Operation<TextId> {
 public:
  LabelsOf(OperationPtr<double> code, std::unordered_map<double, TextId> labels)
      : code_(std::move(code)), labels_(std::move(labels)) {}
  void run(const Block& block, std::span<TextId> out) const override {
    const Computed<double> code(*code_, block);
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (std::isnan(code[i])) {
        out[i] = Absent<TextId>::of(missing_reason(code[i]));
        continue;
      }
      const auto found = labels_.find(code[i]);
      out[i] = found == labels_.end() ? Absent<TextId>::of(Missing::kSystem) : found->second;
    }
  }

 private:
  OperationPtr<double> code_;
  std::unordered_map<double, TextId> labels_;
};

}  // namespace

TextId TextList::id_of(std::string_view text) {
  if (const auto found = ids_.find(text); found != ids_.end()) return found->second;
  const auto id = static_cast<TextId>(texts_.size());
  const auto added = ids_.emplace(std::string(text), id).first;
  texts_.push_back(&added->first);
  return id;
}

OperationPtr<TextId> text_column(std::size_t slot, std::vector<TextId> ids) {
  return std::make_unique<TextColumn>(slot, std::move(ids));
}

OperationPtr<TextId> labels_of(OperationPtr<double> code, std::unordered_map<double, TextId> labels) {
  return std::make_unique<LabelsOf>(std::move(code), std::move(labels));
}

}  // namespace sondeo::expression::detail
