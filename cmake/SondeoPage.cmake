# Bundles the script of the HTML report at build time and compiles it in, with npm packages that a lock file pins.
# Where npm or the packages cannot be had the build says so and goes on: reports have their tables and no pictures. The
# next build tries again. SONDEO_CHARTS=OFF does not try; SONDEO_CHARTS=REQUIRED fails.
#
#   sondeo_embed_page_script(reports FOLDER html)
set(SONDEO_CHARTS ON CACHE STRING "Pictures in HTML reports: ON, OFF, or REQUIRED to fail without npm")

function(sondeo_embed_page_script name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "FOLDER" "")
  set(folder "${CMAKE_CURRENT_SOURCE_DIR}/${arg_FOLDER}")
  set(cache "${CMAKE_BINARY_DIR}/page")
  if(PROJECT_IS_TOP_LEVEL)
    set(cache "${PROJECT_SOURCE_DIR}/build/page")  # shared by the presets
  endif()
  set(made "${CMAKE_CURRENT_BINARY_DIR}/page_script.cpp")
  set(inputs package.json package-lock.json bundle.mjs page.js charts.js switches.js page_without_charts.js)
  list(TRANSFORM inputs PREPEND "${folder}/")
  add_custom_command(OUTPUT "${made}"
    COMMAND ${CMAKE_COMMAND} -DFOLDER=${folder} -DOUTPUT=${made} -DCHARTS=${SONDEO_CHARTS}
            -DCACHE=${cache} -P ${PROJECT_SOURCE_DIR}/cmake/bundle_page.cmake
    DEPENDS ${inputs} ${PROJECT_SOURCE_DIR}/cmake/bundle_page.cmake
    COMMENT "Bundling the script of the HTML report" VERBATIM)
  set_source_files_properties("${made}" PROPERTIES COMPILE_OPTIONS -Wno-overlength-strings)
  target_sources(sondeo_${name} PRIVATE "${made}")
endfunction()
