#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/expression/detail/operation.hpp"

namespace sondeo::expression::detail {

/// Every text that an evaluation can meet, once: texts are then compared by their ids.
class TextList {
 public:
  TextId id_of(std::string_view text);
  [[nodiscard]] const std::string& text(TextId id) const { return *texts_[static_cast<std::size_t>(id)]; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  std::unordered_map<std::string, TextId, Hash, std::equal_to<>> ids_;
  std::vector<const std::string*> texts_;  ///< keys of the map, which never move
};

/// A text column's values. @param ids  what each entry of its dictionary means; a missing one is a missing
/// text
OperationPtr<TextId> text_column(std::size_t slot, std::vector<TextId> ids);
/// The labels of codes; a code without label is missing.
OperationPtr<TextId> labels_of(OperationPtr<double> code, std::unordered_map<double, TextId> labels);

}  // namespace sondeo::expression::detail
