#include "engine/numeric/parallel_blocks.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace sondeo::numeric {

namespace {

struct FirstFailure {
  std::mutex mutex;
  std::size_t block = 0;
  std::exception_ptr error;

  void record(std::size_t failed_block, std::exception_ptr failure) {
    const std::lock_guard lock(mutex);
    if (!error || failed_block < block) {
      block = failed_block;
      error = std::move(failure);
    }
  }
};

}  // namespace

void parallel_blocks(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work) {
  const std::size_t workers = std::min<std::size_t>(std::max(1U, threads), count);
  if (workers <= 1) {
    for (std::size_t block = 0; block < count; ++block) work(block);
    return;
  }
  std::atomic<std::size_t> next{0};
  FirstFailure failure;
  const auto take_blocks = [&] {
    for (std::size_t block = next++; block < count; block = next++) {
      try {
        work(block);
      } catch (...) {
        failure.record(block, std::current_exception());
      }
    }
  };
  {
    std::vector<std::jthread> others;
    others.reserve(workers - 1);
    try {
      for (std::size_t i = 1; i < workers; ++i) others.emplace_back(take_blocks);
    } catch (const std::system_error&) {
      // No more threads to be had: those that there are, and this one, do the work.
    }
    take_blocks();
  }
  if (failure.error) std::rethrow_exception(failure.error);
}

}  // namespace sondeo::numeric
