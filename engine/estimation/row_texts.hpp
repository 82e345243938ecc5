#pragma once

#include "engine/base/shared_pool.hpp"
#include "engine/estimation/estimate_table.hpp"

namespace sondeo::estimation {

/// Makes the equal texts of rows one: a table of thousands of rows says each label once.
class RowTexts {
 public:
  void share(Estimate& row);

 private:
  SharedPool<std::string> texts_;
  SharedPool<std::vector<std::string>> lists_;
};

}  // namespace sondeo::estimation
