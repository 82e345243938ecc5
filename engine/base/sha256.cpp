#include "engine/base/sha256.hpp"

#include <array>
#include <fstream>
#include <memory>
#include <new>

#include <fmt/format.h>
#include <openssl/evp.h>

#include "engine/base/codes.hpp"
#include "engine/base/diagnostic.hpp"
#include "engine/base/memory_watch.hpp"

namespace sondeo {

namespace {

/// A digest that is fed piece by piece.
class Digest {
 public:
  Digest() : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
    if (!context_) throw std::bad_alloc();
    require(EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr), "no SHA-256 in OpenSSL");
  }

  void add(std::string_view bytes) {
    require(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()), "SHA-256 failed");
  }

  [[nodiscard]] std::string hexadecimal() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    require(EVP_DigestFinal_ex(context_.get(), digest.data(), &size), "SHA-256 failed");
    std::string text;
    for (unsigned i = 0; i < size; ++i) text += fmt::format("{:02x}", digest.at(i));
    return text;
  }

 private:
  void require(int done, const char* what) const {
    if (done != 1) memory_.require();
    ensure(done == 1, what);
  }

  MemoryWatch memory_;
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

}  // namespace

std::string sha256(std::string_view text) {
  Digest digest;
  digest.add(text);
  return digest.hexadecimal();
}

FileFingerprint fingerprint(const std::filesystem::path& file) {
  constexpr std::size_t kPiece = 1U << 16U;
  std::ifstream stream(file, std::ios::binary);
  std::string piece(kPiece, '\0');
  Digest digest;
  FileFingerprint result;
  while (stream) {
    stream.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    const auto count = static_cast<std::size_t>(stream.gcount());
    digest.add(std::string_view(piece).substr(0, count));
    result.bytes += count;
  }
  if (!stream.eof()) throw Error({code::kFileNotFingerprinted, {{"file", file.string()}}, {}, {}, {}});
  result.sha256 = digest.hexadecimal();
  return result;
}

}  // namespace sondeo
