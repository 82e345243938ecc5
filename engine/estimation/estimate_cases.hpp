#pragma once

#include <cstddef>

#include "engine/estimation/estimator.hpp"

namespace sondeo::estimation {

/// Which rows an estimate is of: the cases of a variate in a cell.
struct EstimateCases {
  const LevelRows* rows = nullptr;
  const moments::Variate* variate = nullptr;
  const moments::Cells* cells = nullptr;
  std::size_t cell = 0;
};

}  // namespace sondeo::estimation
