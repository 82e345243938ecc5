# cmake -DFOLDER=reports/html -DOUTPUT=page_script.cpp -DCHARTS=ON|OFF|REQUIRED -DCACHE=DIR -P bundle_page.cmake
#
# The bundle depends on its inputs alone, so that every build folder takes it from CACHE once one has made it.
cmake_minimum_required(VERSION 3.25)

set(key "")
foreach(input package.json package-lock.json bundle.mjs page.js charts.js switches.js)
  file(SHA256 "${FOLDER}/${input}" hash)
  string(APPEND key "${hash}")
endforeach()
string(SHA256 key "${key}")
set(bundle "${CACHE}/${key}.js")

# Leaves the bundle in CACHE, or the reason why it could not be made in `reason`.
function(make_bundle)
  set(work "${CACHE}/work.$ENV{USER}.${key}")
  file(LOCK "${CACHE}/lock" GUARD FUNCTION TIMEOUT 600)
  if(EXISTS "${bundle}")
    return()
  endif()
  find_program(npm npm)
  find_program(node NAMES node nodejs)
  if(NOT npm OR NOT node)
    set(reason "npm or node is not installed" PARENT_SCOPE)
    return()
  endif()
  file(REMOVE_RECURSE "${work}")
  file(MAKE_DIRECTORY "${work}")
  foreach(input package.json package-lock.json bundle.mjs page.js charts.js switches.js)
    file(COPY "${FOLDER}/${input}" DESTINATION "${work}")
  endforeach()
  execute_process(COMMAND ${npm} ci --ignore-scripts --no-audit --no-fund --loglevel=error
                  WORKING_DIRECTORY "${work}" RESULT_VARIABLE failed OUTPUT_VARIABLE said ERROR_VARIABLE said
                  TIMEOUT 300)
  if(failed)
    string(SUBSTRING "${said}" 0 600 said)
    set(reason "npm ci failed (${failed}): ${said}" PARENT_SCOPE)
    return()
  endif()
  execute_process(COMMAND ${node} bundle.mjs page.js bundled.js
                  WORKING_DIRECTORY "${work}" RESULT_VARIABLE failed OUTPUT_VARIABLE said ERROR_VARIABLE said)
  if(failed)
    message(FATAL_ERROR "the script of the HTML report cannot be bundled:\n${said}")
  endif()
  file(RENAME "${work}/bundled.js" "${bundle}")
  file(REMOVE_RECURSE "${work}")
endfunction()

set(reason "")
set(has_charts true)
if(CHARTS STREQUAL "OFF")
  set(has_charts false)
elseif(NOT EXISTS "${bundle}")
  file(MAKE_DIRECTORY "${CACHE}")
  make_bundle()
endif()
if(reason)
  if(CHARTS STREQUAL "REQUIRED")
    message(FATAL_ERROR "HTML reports would have no pictures: ${reason}")
  endif()
  message(NOTICE "HTML reports will have tables and no pictures: ${reason}\n"
                 "The next build tries again; -DSONDEO_CHARTS=OFF does not try.")
  set(has_charts false)
endif()

if(has_charts)
  file(READ "${bundle}" script)
else()
  file(READ "${FOLDER}/switches.js" switches)
  file(READ "${FOLDER}/page_without_charts.js" page)
  string(REPLACE "export function" "function" switches "${switches}")
  string(REGEX REPLACE "import [^\n]*\n" "" page "${page}")
  set(script "(() => {\n${switches}${page}})();\n")
endif()
# A literal holds at most 64 KiB by the standard, and some tools take that seriously: pieces that stand side by side.
set(literals "")
string(LENGTH "${script}" length)
set(start 0)
while(start LESS length)
  string(SUBSTRING "${script}" ${start} 60000 piece)
  string(APPEND literals "    R\"page(${piece})page\"\n")
  math(EXPR start "${start} + 60000")
endwhile()
file(WRITE "${OUTPUT}" "// Made by bundle_page.cmake from reports/html.
#include \"reports/html/page_parts.hpp\"

namespace sondeo::reports {

// NOLINTNEXTLINE(readability-function-size): a script
std::string_view page_script() {
  static const char kScript[] =
${literals};
  return {kScript, sizeof(kScript) - 1};
}

bool page_has_charts() { return ${has_charts}; }

}  // namespace sondeo::reports
")
if(reason)
  # Older than what it is made of: the next build tries again.
  execute_process(COMMAND touch -d "2000-01-01" "${OUTPUT}")
endif()
