# Installs, builds a consumer against the installation, runs it; then runs the installed program from another
# folder on a file that only the installed reader can open.
#   cmake -D BUILD=... -D SCRATCH=... -D GENERATOR=... -D SAMPLE=... -P run.cmake
set(prefix ${SCRATCH}/prefix)
file(REMOVE_RECURSE ${prefix} ${SCRATCH}/build)

function(run expected)
  execute_process(COMMAND ${ARGN} WORKING_DIRECTORY / RESULT_VARIABLE code OUTPUT_VARIABLE out ERROR_VARIABLE err)
  if(NOT code EQUAL 0)
    message(FATAL_ERROR "${ARGN}\nended with ${code}\n${out}\n${err}")
  endif()
  if(NOT out MATCHES "${expected}")
    message(FATAL_ERROR "${ARGN}\ndid not print ${expected}, but\n${out}\n${err}")
  endif()
endfunction()

run("" ${CMAKE_COMMAND} --install ${BUILD} --prefix ${prefix})
run("" ${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR}/consumer -B ${SCRATCH}/build -G ${GENERATOR}
    -D CMAKE_BUILD_TYPE=Release -D CMAKE_PREFIX_PATH=${prefix})
run("" ${CMAKE_COMMAND} --build ${SCRATCH}/build)
# 4 women of weight 1, 2, 3, 4 and ages 20, 30, 40, 50: (20 + 60 + 120 + 200) / 10 = 40.
run("mean age: 40\n" ${SCRATCH}/build/consumer ${CMAKE_CURRENT_LIST_DIR}/consumer/study.toml)
run("^sondeo " ${prefix}/bin/sondeo --version)
run("fac_mujer" ${prefix}/bin/sondeo inspect ${SAMPLE}/national-vaw.sav)
