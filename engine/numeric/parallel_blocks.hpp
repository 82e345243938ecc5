#pragma once

#include <cstddef>
#include <functional>

namespace sondeo::numeric {

/// Calls `work(block)` once for each block in [0, count), on at most `threads` threads.
///
/// Threads decide only who does a block, never what a block is: results are stored by block and combined in
/// block order by the caller, so that they have the same bits for every number of threads.
/// An exception of a block ends the run and is thrown again here (that of the lowest block).
void parallel_blocks(std::size_t count, unsigned threads, const std::function<void(std::size_t block)>& work);

}  // namespace sondeo::numeric
