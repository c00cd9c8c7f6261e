# tokendyno_warnings(TARGET): the warnings of our own builds, as errors; never seen by those who use the library.
option(TOKENDYNO_WERROR "Treat warnings as errors in our own builds" ON)
function(tokendyno_warnings target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow
    -Wold-style-cast -Wnon-virtual-dtor -Woverloaded-virtual $<$<BOOL:${TOKENDYNO_WERROR}>:-Werror>)
endfunction()
