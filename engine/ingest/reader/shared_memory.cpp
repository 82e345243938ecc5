#include "engine/ingest/reader/shared_memory.hpp"

#include <new>

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/ingest/reader/failure.hpp"

namespace sondeo::ingest::reader {

namespace {

constexpr std::uint64_t kMostBytes = 1ULL << 46U;

std::uint64_t aligned(std::uint64_t bytes) {
  return (bytes + detail::kAreaAlignment - 1) / detail::kAreaAlignment * detail::kAreaAlignment;
}

Failure memory_fault() {
  Failure failure;
  failure.outcome = detail::Outcome::kOutOfMemory;
  return failure;
}

[[noreturn]] void out_of_memory() { throw memory_fault(); }

void* map_shared(std::uint64_t bytes, std::uint64_t offset) {
  void* mapped = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, detail::kMemoryDescriptor,
                        static_cast<off_t>(offset));
  if (mapped == MAP_FAILED) out_of_memory();
  return mapped;
}

}  // namespace

SharedMemory::SharedMemory() {
  void* header = map_shared(detail::kHeaderBytes, 0);
  request_ = *static_cast<const detail::Request*>(header);
  columns_.resize(request_.column_count);
  const auto bytes = static_cast<ssize_t>(columns_.size() * sizeof(std::uint32_t));
  if (::pread(detail::kMemoryDescriptor, columns_.data(), static_cast<std::size_t>(bytes),
              detail::kHeaderBytes) != bytes) {
    throw Failure{detail::Outcome::kInternal, 0, 0, 0, {}, {}};
  }
  answer_ = new (header) detail::Answer();
  answer_->magic = detail::kAnswerMagic;
  areas_offset_ = end_ = aligned(detail::kHeaderBytes + static_cast<std::uint64_t>(bytes));
}

void SharedMemory::reserve(std::uint64_t bytes) {
  if (bytes == 0) return;
  if (bytes > kMostBytes) out_of_memory();
  end_ = areas_offset_ + aligned(bytes);
  if (::ftruncate(detail::kMemoryDescriptor, static_cast<off_t>(end_)) != 0) out_of_memory();
  areas_ = static_cast<std::byte*>(map_shared(aligned(bytes), areas_offset_));
}

std::uint64_t SharedMemory::append(std::string_view bytes) {
  const std::uint64_t offset = end_;
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t written = ::pwrite(detail::kMemoryDescriptor, bytes.data() + done, bytes.size() - done,
                                     static_cast<off_t>(offset + done));
    if (written <= 0) out_of_memory();
    done += static_cast<std::size_t>(written);
  }
  constexpr std::uint64_t kWord = sizeof(std::uint64_t);
  end_ = (offset + bytes.size() + kWord - 1) / kWord * kWord;  // what follows may be read as 64-bit numbers
  return offset;
}

}  // namespace sondeo::ingest::reader
