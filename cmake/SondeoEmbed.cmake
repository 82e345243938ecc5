# Compiles text files into a target, so that what comes with sondeo as data needs no folder beside the library.
#
#   sondeo_embed_texts(reports
#     HEADER reports/built_in_schemes.hpp          # declares what follows
#     FUNCTION sondeo::reports::built_in_schemes   # id (the file's name without its ending) and text of each
#     FILES quality/cepal-2023.toml)
function(sondeo_embed_texts name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "HEADER;FUNCTION" "FILES")
  set(entries "")
  foreach(file IN LISTS arg_FILES)
    get_filename_component(path "${file}" ABSOLUTE)
    get_filename_component(id "${file}" NAME_WLE)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${path}")
    file(READ "${path}" text)
    string(APPEND entries "      {\"${id}\", R\"embedded(${text})embedded\"},\n")
  endforeach()
  list(LENGTH arg_FILES count)
  string(REGEX REPLACE "::[^:]+$" "" namespace "${arg_FUNCTION}")
  string(REGEX REPLACE "^.*::" "" function "${arg_FUNCTION}")
  file(CONFIGURE OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/${function}.cpp" @ONLY CONTENT
"// Made from the files of @CMAKE_CURRENT_SOURCE_DIR@ by SondeoEmbed.cmake.
#include \"@arg_HEADER@\"

#include <array>

namespace @namespace@ {

// NOLINTNEXTLINE(readability-function-size): the files
std::span<const std::pair<std::string_view, std::string_view>> @function@() {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, @count@> kTexts = {{
@entries@  }};
  return kTexts;
}

}  // namespace @namespace@
")
  # The standard asks compilers for no more than 65,536 characters in a literal; g++ and clang take any number.
  set_source_files_properties("${CMAKE_CURRENT_BINARY_DIR}/${function}.cpp" PROPERTIES COMPILE_OPTIONS
                              -Wno-overlength-strings)
  target_sources(sondeo_${name} PRIVATE "${CMAKE_CURRENT_BINARY_DIR}/${function}.cpp")
endfunction()
