#pragma once

#include <set>

#include "engine/base/shared.hpp"

namespace sondeo {

/// Makes equal values one: of those that it is given, all that are equal share the first.
template <typename T>
class SharedPool {
 public:
  void share(Shared<T>& value) {
    if (!value.empty()) value = *known_.insert(value).first;
  }

 private:
  std::set<Shared<T>> known_;
};

}  // namespace sondeo
