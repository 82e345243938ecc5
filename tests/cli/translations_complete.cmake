# Fails when a text of program/cli has no translation in a catalogue.
file(GLOB_RECURSE sources RELATIVE ${SOURCE} ${SOURCE}/program/cli/*.cpp)
execute_process(
  COMMAND ${XGETTEXT} --from-code=UTF-8 --language=C++ --keyword=N_ --keyword=say --output=${SCRATCH}/texts.pot
          ${sources}
  WORKING_DIRECTORY ${SOURCE} COMMAND_ERROR_IS_FATAL ANY)
file(GLOB catalogues ${SOURCE}/program/cli/po/*.po)
foreach(catalogue ${catalogues})
  execute_process(COMMAND ${MSGCMP} ${catalogue} ${SCRATCH}/texts.pot RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${catalogue} is not complete: cmake --build <build> --target update-po, then translate")
  endif()
endforeach()
