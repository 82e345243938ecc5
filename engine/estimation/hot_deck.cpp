#include "engine/estimation/hot_deck.hpp"

#include <algorithm>
#include <utility>

#include "engine/base/diagnostic.hpp"
#include "engine/numeric/compensated.hpp"
#include "engine/numeric/random_stream.hpp"

namespace sondeo::estimation {

namespace {

/// Rows of one class that still lack a value, and those that have one.
struct Class {
  std::vector<std::int32_t> needing;
  std::vector<std::int32_t> giving;
};

std::vector<Class> classes_of(const HotDeck& deck, std::span<const std::int32_t> of_row,
                              std::span<const std::int32_t> donor) {
  const auto highest = of_row.empty() ? -1 : *std::max_element(of_row.begin(), of_row.end());
  std::vector<Class> classes(static_cast<std::size_t>(highest + 1));
  for (std::size_t row = 0; row < of_row.size(); ++row) {
    if (of_row[row] < 0) continue;
    Class& own = classes[static_cast<std::size_t>(of_row[row])];
    if (deck.needs[row] == 1 && donor[row] < 0) own.needing.push_back(static_cast<std::int32_t>(row));
    if (deck.gives[row] == 1) own.giving.push_back(static_cast<std::int32_t>(row));
  }
  return classes;
}

/// The donors of a class drawn anew.
std::vector<std::int32_t> drawn_anew(const std::vector<std::int32_t>& giving, numeric::RandomStream& stream) {
  std::vector<std::int32_t> drawn;
  drawn.reserve(giving.size());
  const auto count = static_cast<std::uint32_t>(giving.size());
  for (std::uint32_t i = 0; i < count; ++i) drawn.push_back(giving[stream.below(count)]);
  return drawn;
}

/// Takes one of some rows after another, each by chance.
class Urn {
 public:
  Urn(std::vector<std::int32_t> rows, std::span<const double> weight) : rows_(std::move(rows)) {
    if (weight.empty()) return;
    numeric::CompensatedSum sum;
    cumulated_.reserve(rows_.size());
    for (const auto row : rows_) {
      sum.add(weight[static_cast<std::size_t>(row)]);
      cumulated_.push_back(sum.value());
    }
  }

  std::int32_t take(numeric::RandomStream& stream) const {
    if (cumulated_.empty()) return rows_[stream.below(static_cast<std::uint32_t>(rows_.size()))];
    const double at = stream.uniform() * cumulated_.back();
    const auto found = std::upper_bound(cumulated_.begin(), cumulated_.end(), at);
    const auto position =
        std::min<std::ptrdiff_t>(found - cumulated_.begin(), static_cast<std::ptrdiff_t>(rows_.size()) - 1);
    return rows_[static_cast<std::size_t>(position)];
  }

 private:
  std::vector<std::int32_t> rows_;
  std::vector<double> cumulated_;
};

}  // namespace

HotDeckResult draw_donors(const HotDeck& deck, const HotDeckDraws& draws) {
  constexpr unsigned kImplicateBits = 12;
  constexpr unsigned kClassBits = 26;
  HotDeckResult result;
  std::vector<std::int32_t> donor(deck.needs.size(), -1);
  for (std::size_t depth = 0; depth < deck.classes.size(); ++depth) {
    const bool last = depth + 1 == deck.classes.size();
    const auto classes = classes_of(deck, deck.classes[depth], donor);
    ensure(classes.size() < (std::size_t{1} << kClassBits), "more classes than draws can tell apart");
    for (std::size_t each = 0; each < classes.size(); ++each) {
      const Class& own = classes[each];
      if (own.needing.empty() || own.giving.size() < (last ? 1 : deck.minimum_donors)) continue;
      numeric::RandomStream stream(
          draws.seed, numeric::RandomPurpose::kHotDeck, draws.rule << kImplicateBits | draws.implicate,
          static_cast<std::uint32_t>(depth << kClassBits) | static_cast<std::uint32_t>(each));
      const Urn urn(drawn_anew(own.giving, stream), deck.weight);
      for (const auto row : own.needing) donor[static_cast<std::size_t>(row)] = urn.take(stream);
      if (depth > 0) result.collapsed += own.needing.size();
    }
  }
  for (std::size_t row = 0; row < donor.size(); ++row) {
    if (deck.needs[row] != 1) continue;
    if (donor[row] < 0) {
      ++result.without;
      continue;
    }
    result.rows.push_back(static_cast<std::int32_t>(row));
    result.donors.push_back(donor[row]);
  }
  return result;
}

}  // namespace sondeo::estimation
