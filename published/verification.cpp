#include "published/verification.hpp"

#include <algorithm>

namespace sondeo::published {

std::size_t Verification::count(Verdict verdict) const {
  return static_cast<std::size_t>(
      std::count_if(figures.begin(), figures.end(),
                    [verdict](const VerifiedFigure& figure) { return figure.verdict == verdict; }));
}

bool Verification::all_match() const {
  return count(Verdict::kMatches) + count(Verdict::kSuppressed) == figures.size();
}

}  // namespace sondeo::published
