#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace sondeo::numeric {

/// Working memory of threads, handed out and taken back, so that a block of work does not allocate it anew.
template <typename Workspace>
class WorkspacePool {
 public:
  explicit WorkspacePool(std::function<Workspace()> make) : make_(std::move(make)) {}

  std::unique_ptr<Workspace> take() {
    const std::lock_guard lock(mutex_);
    if (free_.empty()) return std::make_unique<Workspace>(make_());
    auto workspace = std::move(free_.back());
    free_.pop_back();
    return workspace;
  }
  void give_back(std::unique_ptr<Workspace> workspace) {
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(workspace));
  }

 private:
  std::function<Workspace()> make_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Workspace>> free_;
};

}  // namespace sondeo::numeric
