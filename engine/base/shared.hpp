#pragma once

#include <concepts>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace sondeo {

/// A value that its copies share until one of them is edited: thousands of rows with one label hold it once.
/// Reads like the value itself; `T` is a text or a list of texts. Copies may be read in several threads.
template <typename T>
class Shared {
 public:
  Shared() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): stands where the value stood
  Shared(T value) : value_(value.empty() ? nullptr : std::make_shared<T>(std::move(value))) {}
  // NOLINTNEXTLINE(google-explicit-constructor)
  Shared(const char* text) requires std::same_as<T, std::string> : Shared(std::string(text)) {}
  // NOLINTNEXTLINE(google-explicit-constructor)
  Shared(std::string_view text) requires std::same_as<T, std::string> : Shared(std::string(text)) {}
  Shared(std::initializer_list<typename T::value_type> values) : Shared(T(values)) {}

  [[nodiscard]] const T& get() const { return value_ ? *value_ : none(); }
  // NOLINTNEXTLINE(google-explicit-constructor)
  operator const T&() const { return get(); }
  // NOLINTNEXTLINE(google-explicit-constructor)
  operator std::string_view() const requires std::same_as<T, std::string> { return get(); }

  /// To be changed: of this copy alone. Always another value: whether others still see the old one cannot be
  /// asked while threads let go of theirs.
  [[nodiscard]] T& edit() {
    value_ = value_ ? std::make_shared<T>(*value_) : std::make_shared<T>();
    return *value_;
  }

  void clear() { value_.reset(); }
  /// Adds to this copy alone.
  void push_back(typename T::value_type value) { edit().push_back(std::move(value)); }

  [[nodiscard]] const T* operator->() const { return &get(); }
  [[nodiscard]] bool empty() const { return get().empty(); }
  [[nodiscard]] std::size_t size() const { return get().size(); }
  [[nodiscard]] auto begin() const { return get().begin(); }
  [[nodiscard]] auto end() const { return get().end(); }
  [[nodiscard]] const auto& front() const { return get().front(); }
  [[nodiscard]] const auto& operator[](std::size_t index) const { return get()[index]; }
  [[nodiscard]] const auto& at(std::size_t index) const { return get().at(index); }

  friend bool operator==(const Shared& a, const Shared& b) {
    return a.value_ == b.value_ || a.get() == b.get();
  }
  template <typename U>
  requires(!std::same_as<U, Shared>) friend bool operator==(const Shared& a, const U& b) {
    return a.get() == b;
  }
  friend auto operator<=>(const Shared& a, const Shared& b) { return a.get() <=> b.get(); }

 private:
  static const T& none() {
    static const T kEmpty;
    return kEmpty;
  }

  std::shared_ptr<T> value_;  ///< null: empty
};

using SharedText = Shared<std::string>;
using SharedTexts = Shared<std::vector<std::string>>;

}  // namespace sondeo

template <>
struct fmt::formatter<sondeo::SharedText> : fmt::formatter<std::string_view> {
  auto format(const sondeo::SharedText& text, fmt::format_context& context) const {
    return fmt::formatter<std::string_view>::format(text.get(), context);
  }
};
