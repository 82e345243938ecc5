#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <iconv.h>

namespace sondeo::ingest::detail {

/// Turns texts of one encoding into UTF-8.
class Decoder {
 public:
  /// @param encoding  a name that iconv knows; "UTF-8" only checks
  explicit Decoder(const std::string& encoding);
  ~Decoder();
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  /// Whether the encoding is known.
  [[nodiscard]] bool known() const { return checks_only_ || converter_ != none(); }
  /// The text in UTF-8, or nothing when bytes do not belong to the encoding. A letter that is cut off at the
  /// end, as fixed-width fields do, is dropped.
  [[nodiscard]] std::optional<std::string> decode(std::string_view bytes);

 private:
  static iconv_t none() { return reinterpret_cast<iconv_t>(-1); }
  bool checks_only_ = false;
  iconv_t converter_ = none();
};

/// Whether two names mean the same encoding ("utf8", "UTF-8"; "cp1252", "windows-1252").
[[nodiscard]] bool same_encoding(std::string_view a, std::string_view b);

/// How many of the bytes are whole, well-formed UTF-8 from the beginning; `bytes.size()` if all are.
[[nodiscard]] std::size_t valid_utf8_prefix(std::string_view bytes);
/// Whether the bytes behind a valid prefix are the beginning of a letter that the text's end cut off.
[[nodiscard]] bool cut_off_letter(std::string_view rest);
[[nodiscard]] bool is_ascii(std::string_view bytes);

}  // namespace sondeo::ingest::detail
