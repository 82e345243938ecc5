#include "engine/ingest/detail/encoding.hpp"

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>

namespace sondeo::ingest::detail {

namespace {

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

/// Bytes of the letter that begins so, 0 if none does.
std::size_t letter_length(unsigned char first) {
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return 2;
  if (first >= 0xE0 && first <= 0xEF) return 3;
  if (first >= 0xF0 && first <= 0xF4) return 4;
  return 0;
}

/// Second bytes that would write a letter longer than needed, a surrogate, or one beyond Unicode.
bool forbidden_second(unsigned char first, unsigned char second) {
  return (first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F) ||
         (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F);
}

std::string canonical(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') {
      plain.push_back(static_cast<char>(c - 'A' + 'a'));
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      plain.push_back(c);
    }
  }
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kAliases = {{
      {"latin1", "iso88591"},
      {"l1", "iso88591"},
      {"88591", "iso88591"},
      {"latin9", "iso885915"},
      {"windows", "cp1252"},
      {"ibm850", "cp850"},
      {"ascii", "usascii"},
      {"macintosh", "macroman"},
      {"mac", "macroman"},
  }};
  for (const auto& [alias, meant] : kAliases) {
    if (plain == alias) return std::string(meant);
  }
  if (plain.starts_with("windows")) return "cp" + plain.substr(7);
  return plain;
}

}  // namespace

bool is_ascii(std::string_view bytes) {
  std::size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, 8);
    if ((word & 0x8080808080808080ULL) != 0) return false;
  }
  for (; at < bytes.size(); ++at) {
    if ((static_cast<unsigned char>(bytes[at]) & 0x80U) != 0) return false;
  }
  return true;
}

std::size_t valid_utf8_prefix(std::string_view bytes) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    const auto first = static_cast<unsigned char>(bytes[at]);
    const std::size_t length = letter_length(first);
    if (length == 0 || at + length > bytes.size()) return at;
    for (std::size_t k = 1; k < length; ++k) {
      if (!continues(bytes[at + k])) return at;
    }
    if (length > 2 && forbidden_second(first, static_cast<unsigned char>(bytes[at + 1]))) return at;
    at += length;
  }
  return at;
}

bool cut_off_letter(std::string_view rest) {
  if (rest.empty()) return false;
  const std::size_t length = letter_length(static_cast<unsigned char>(rest.front()));
  if (length <= rest.size()) return false;
  for (const char byte : rest.substr(1)) {
    if (!continues(byte)) return false;
  }
  return true;
}

bool same_encoding(std::string_view a, std::string_view b) { return canonical(a) == canonical(b); }

Decoder::Decoder(const std::string& encoding) : checks_only_(same_encoding(encoding, "UTF-8")) {
  if (!checks_only_ && !encoding.empty()) converter_ = iconv_open("UTF-8", encoding.c_str());
}

Decoder::~Decoder() {
  if (converter_ != none()) iconv_close(converter_);
}

std::optional<std::string> Decoder::decode(std::string_view bytes) {
  if (checks_only_) {
    const std::size_t valid = valid_utf8_prefix(bytes);
    if (valid != bytes.size() && !cut_off_letter(bytes.substr(valid))) return std::nullopt;
    return std::string(bytes.substr(0, valid));
  }
  std::string out(bytes.size() * 4 + 16, '\0');
  std::string in(bytes);  // iconv takes a pointer to non-const bytes
  char* from = in.data();
  std::size_t from_left = in.size();
  char* to = out.data();
  std::size_t to_left = out.size();
  iconv(converter_, nullptr, nullptr, nullptr, nullptr);
  const std::size_t status = iconv(converter_, &from, &from_left, &to, &to_left);
  if (status == static_cast<std::size_t>(-1) && errno != EINVAL) return std::nullopt;
  out.resize(out.size() - to_left);
  return out;
}

}  // namespace sondeo::ingest::detail
