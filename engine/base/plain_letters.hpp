#pragma once

#include <string>
#include <string_view>

namespace sondeo {

/// Lower case without accents, for comparing words that people wrote: letters of the Latin-1 range written in
/// UTF-8 lose theirs, a typographic apostrophe becomes a plain one.
[[nodiscard]] std::string plain_letters(std::string_view text);

}  // namespace sondeo
