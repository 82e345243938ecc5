// Reads bytes as a CSV: dialect, names, types, then all values, with one thread and with three. Any bytes end
// in a table or in an Error that is the user's to mend; both readings agree.
#include <numeric>
#include <vector>

#include "engine/ingest/detail/csv_file.hpp"
#include "memory_file.hpp"

namespace {

using namespace sondeo;

bool same(const Column& a, const Column& b, std::size_t row) {
  if (a.is_text() != b.is_text()) return false;
  if (a.is_text()) return a.text(row) == b.text(row);
  const double left = a.number(row);
  const double right = b.number(row);
  return left == right || (left != left && right != right);
}

void read(const std::string& path) {
  ingest::ReadOptions options;
  options.memory_limit = 1U << 28U;
  const auto file = ingest::detail::describe_csv(path, options);
  std::vector<std::uint32_t> all(file.variables.size());
  std::iota(all.begin(), all.end(), 0U);
  const Table one = ingest::detail::read_csv(file, all, options);
  options.threads = 3;
  const Table three = ingest::detail::read_csv(file, all, options);
  fuzz::require(one.rows() == three.rows() && one.columns().size() == all.size());
  for (std::size_t k = 0; k < all.size(); ++k) {
    for (std::size_t row = 0; row < one.rows(); ++row) {
      fuzz::require(same(one.columns()[k], three.columns()[k], row));
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::MemoryFile file(data, size);
  fuzz::ends_well([&] { read(file.path()); });
  return 0;
}
