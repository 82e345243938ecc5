#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/ingest/detail/handover.hpp"
#include "engine/ingest/file.hpp"

namespace sondeo::ingest::detail {

/// What the reader program left behind: sealed, so that it cannot change any more, and mapped for reading.
struct Handover {
  std::shared_ptr<const void> owner;
  std::span<const std::byte> bytes;
  Answer answer;
};

/// Starts the reader program on a file and waits for its end.
///
/// The reader gets the file, the shared memory and nothing else: no environment, no other descriptors.
/// Whatever happens to it (crash, hang, limits) becomes an Error here.
/// @throws Error 4xxx
[[nodiscard]] Handover run_reader(const std::filesystem::path& file, FileFormat format, bool reads_values,
                                  const std::vector<std::uint32_t>& columns, const ReadOptions& options,
                                  const RowWindow& window = {});

/// The memory that a read may use: as asked, else three quarters of the machine's.
[[nodiscard]] std::uint64_t memory_limit(const ReadOptions& options);

}  // namespace sondeo::ingest::detail
