# TOKENDYNO_SANITIZE: sanitizers for everything this build compiles, e.g. "address,undefined" or "thread".
# Directory options, so that no target carries them to those who use the library; included at top level only.
set(TOKENDYNO_SANITIZE "" CACHE STRING "Sanitizers of our own builds, as for -fsanitize=")
if(TOKENDYNO_SANITIZE)
  add_compile_options(-fsanitize=${TOKENDYNO_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${TOKENDYNO_SANITIZE})
  if(TOKENDYNO_SANITIZE MATCHES "thread")
    # ThreadSanitizer does not know fences, and g++ says so; Asio's locks order the same accesses.
    add_compile_definitions(ASIO_DISABLE_FENCED_BLOCK)
  endif()
endif()
