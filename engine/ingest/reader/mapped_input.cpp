#include "engine/ingest/reader/mapped_input.hpp"

#include <algorithm>
#include <cstring>

#include <sys/mman.h>
#include <sys/stat.h>

#include "engine/ingest/reader/failure.hpp"

namespace sondeo::ingest::reader {

MappedInput::MappedInput() {
  struct stat status {};
  if (::fstat(detail::kInputDescriptor, &status) != 0 || status.st_size <= 0) {
    throw Failure{detail::Outcome::kInternal, 0, 0, 0, {}, {}};
  }
  const auto size = static_cast<std::size_t>(status.st_size);
  void* mapped = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, detail::kInputDescriptor, 0);
  if (mapped == MAP_FAILED) throw Failure{detail::Outcome::kOutOfMemory, 0, 0, 0, {}, {}};
  ::madvise(mapped, size, MADV_SEQUENTIAL);
  bytes_ = std::string_view(static_cast<const char*>(mapped), size);  // until the process ends
}

void MappedInput::attach(readstat_parser_t* parser) {
  at_ = 0;
  readstat_set_open_handler(parser, [](const char*, void*) { return 0; });
  readstat_set_close_handler(parser, [](void*) { return 0; });
  readstat_set_seek_handler(parser, &MappedInput::seek);
  readstat_set_read_handler(parser, &MappedInput::read);
  readstat_set_update_handler(parser,
                              [](long, readstat_progress_handler, void*, void*) { return READSTAT_OK; });
  readstat_set_io_ctx(parser, this);
}

readstat_off_t MappedInput::seek(readstat_off_t offset, readstat_io_flags_t whence, void* context) {
  auto& input = *static_cast<MappedInput*>(context);
  readstat_off_t base = 0;
  if (whence == READSTAT_SEEK_CUR) base = static_cast<readstat_off_t>(input.at_);
  if (whence == READSTAT_SEEK_END) base = static_cast<readstat_off_t>(input.bytes_.size());
  readstat_off_t to = 0;
  if (__builtin_add_overflow(base, offset, &to) || to < 0) return -1;
  // As with a file, one may stand beyond the end; there is nothing to read there.
  input.at_ = static_cast<std::size_t>(to);
  return to;
}

ssize_t MappedInput::read(void* buffer, std::size_t count, void* context) {
  auto& input = *static_cast<MappedInput*>(context);
  if (input.at_ >= input.bytes_.size()) return 0;
  const std::size_t got = std::min(count, input.bytes_.size() - input.at_);
  std::memcpy(buffer, input.bytes_.data() + input.at_, got);
  input.at_ += got;
  return static_cast<ssize_t>(got);
}

}  // namespace sondeo::ingest::reader
