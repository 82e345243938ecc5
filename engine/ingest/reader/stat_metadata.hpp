#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/ingest/detail/handover.hpp"
#include "engine/ingest/reader/mapped_input.hpp"

namespace sondeo::ingest::reader {

/// What ReadStat says of a file before its values; texts as the file's bytes, not decoded yet.
struct StatMetadata {
  detail::Metadata metadata;
  int version = 0;
  std::uint64_t record_bytes = 0;  ///< of a Stata row
};

/// ReadStat's metadata pass. @throws Failure
[[nodiscard]] StatMetadata read_metadata(MappedInput& input, FileFormat format);

/// Calls the parser of a format. @throws Failure for whatever it refuses
void parse(readstat_parser_t* parser, FileFormat format, void* context);

/// Decodes every text of the metadata from `metadata.encoding`. @throws Failure with the variables concerned
void decode_metadata(detail::Metadata& metadata);

}  // namespace sondeo::ingest::reader
