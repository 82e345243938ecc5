# Sources with loops for AVX-512: there the compiler may use all of its width. g++ and clang write the option alike,
# the attribute of a function not; the precompiled header was made without it.
function(sondeo_wide_registers)
  if(CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
    set_source_files_properties(${ARGN} PROPERTIES COMPILE_OPTIONS -mprefer-vector-width=512
                                SKIP_PRECOMPILE_HEADERS ON)
  endif()
endfunction()

# Declares a module: one folder, one static library, its public headers installed beside each other.
#
#   sondeo_add_module(numeric
#     SOURCES ordered_sum.cpp
#     PUBLIC_HEADERS ordered_sum.hpp      # the whole public surface; other headers are not installed
#     PUBLIC sondeo::base                 # the layers below that its headers use
#     PRIVATE Threads::Threads)
function(sondeo_add_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;PUBLIC_HEADERS;PUBLIC;PRIVATE")
  add_library(sondeo_${name} STATIC ${arg_SOURCES})
  add_library(sondeo::${name} ALIAS sondeo_${name})
  set_target_properties(sondeo_${name} PROPERTIES EXPORT_NAME ${name} POSITION_INDEPENDENT_CODE ON
                        VERIFY_INTERFACE_HEADER_SETS ON)
  target_sources(sondeo_${name} PUBLIC FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR}
                 FILES ${arg_PUBLIC_HEADERS})
  target_link_libraries(sondeo_${name} PUBLIC sondeo_contract ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
  target_precompile_headers(sondeo_${name} REUSE_FROM sondeo_standard_headers)
  sondeo_warnings(sondeo_${name})
  if(SONDEO_INSTALL)
    install(TARGETS sondeo_${name} EXPORT sondeo FILE_SET HEADERS DESTINATION include/sondeo
            ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
  endif()
endfunction()

# Warnings are errors for those who develop sondeo, not for those who build it into their own project.
function(sondeo_warnings target)
  if(SONDEO_DEVELOPER)
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Werror -Wshadow -Wconversion
      -Wsign-conversion -Wold-style-cast -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-align
      -Wdouble-promotion -Wimplicit-fallthrough
      # g++ 12 warns of overlaps and overruns in the short buffer of std::string that cannot happen (GCC bug
      # 105651); a precompiled header does not hide them as a system header does.
      $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict> $<$<CXX_COMPILER_ID:GNU>:-Wno-stringop-overflow>
      $<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds>)
    if(SONDEO_SANITIZE)
      # Under the sanitizers g++ 12 takes members of std::regex for uninitialized (GCC bug 105562).
      target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
    endif()
  endif()
endfunction()

# Declares a module's tests: they link that module alone.
#
#   sondeo_add_test(numeric SOURCES ordered_sum_test.cpp LINK sondeo::numeric)
function(sondeo_add_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK")
  add_executable(test_${name} ${arg_SOURCES})
  target_link_libraries(test_${name} PRIVATE sondeo_catch_main ${arg_LINK})
  target_precompile_headers(test_${name} REUSE_FROM sondeo_catch_main)
  sondeo_warnings(test_${name})
  target_compile_definitions(test_${name} PRIVATE SONDEO_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  catch_discover_tests(test_${name} TEST_PREFIX "${name}." PROPERTIES LABELS unit)
endfunction()
