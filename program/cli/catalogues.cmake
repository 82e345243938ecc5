# Translations: po/<language>.po are compiled for the build tree and installed. After a text has changed:
#   cmake --build build/release --target update-po
set(SONDEO_LANGUAGES es)
set(SONDEO_XGETTEXT xgettext --from-code=UTF-8 --language=C++ --keyword=N_ --keyword=say
    --flag=N_:1:no-c-format --flag=say:1:no-c-format --add-comments=TRANSLATORS
    --package-name=sondeo --sort-by-file --add-location=file)

set(catalogues)
foreach(language ${SONDEO_LANGUAGES})
  set(source ${CMAKE_CURRENT_SOURCE_DIR}/po/${language}.po)
  set(folder ${CMAKE_BINARY_DIR}/share/locale/${language}/LC_MESSAGES)
  file(MAKE_DIRECTORY ${folder})
  add_custom_command(OUTPUT ${folder}/sondeo.mo
    COMMAND ${GETTEXT_MSGFMT_EXECUTABLE} --check-header -o ${folder}/sondeo.mo ${source}
    DEPENDS ${source} VERBATIM)
  list(APPEND catalogues ${folder}/sondeo.mo)
  if(SONDEO_INSTALL)
    install(FILES ${folder}/sondeo.mo DESTINATION ${CMAKE_INSTALL_LOCALEDIR}/${language}/LC_MESSAGES)
  endif()
endforeach()
add_custom_target(sondeo_catalogues ALL DEPENDS ${catalogues})

file(GLOB SONDEO_TRANSLATED RELATIVE ${PROJECT_SOURCE_DIR} CONFIGURE_DEPENDS
  ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp ${CMAKE_CURRENT_SOURCE_DIR}/messages/*.cpp)
set(template ${CMAKE_CURRENT_BINARY_DIR}/sondeo.pot)
set(merge_commands)
foreach(language ${SONDEO_LANGUAGES})
  list(APPEND merge_commands COMMAND ${GETTEXT_MSGMERGE_EXECUTABLE} --quiet --update --backup=none
       --no-fuzzy-matching --sort-by-file --add-location=file --width=110
       ${CMAKE_CURRENT_SOURCE_DIR}/po/${language}.po ${template})
endforeach()
add_custom_target(sondeo_template
  COMMAND ${SONDEO_XGETTEXT} --output=${template} ${SONDEO_TRANSLATED}
  WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} VERBATIM)
add_custom_target(update-po ${merge_commands} VERBATIM)
add_dependencies(update-po sondeo_template)
