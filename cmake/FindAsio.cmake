# Asio (standalone), header-only: makes asio::asio. Upstream and Debian ship no CMake config.
# Headers lie in include/ since 1.38, before in asio/include/.
find_path(Asio_INCLUDE_DIR asio/version.hpp PATH_SUFFIXES include asio/include)
if(Asio_INCLUDE_DIR)
  file(STRINGS "${Asio_INCLUDE_DIR}/asio/version.hpp" asio_line REGEX "define ASIO_VERSION ")
  string(REGEX MATCH "[0-9]+" asio_number "${asio_line}")
  math(EXPR asio_major "${asio_number} / 100000")
  math(EXPR asio_minor "${asio_number} / 100 % 1000")
  math(EXPR asio_patch "${asio_number} % 100")
  set(Asio_VERSION "${asio_major}.${asio_minor}.${asio_patch}")
endif()
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Asio REQUIRED_VARS Asio_INCLUDE_DIR VERSION_VAR Asio_VERSION
  REASON_FAILURE_MESSAGE "install it (Debian: apt-get install libasio-dev) or set Asio_ROOT")
mark_as_advanced(Asio_INCLUDE_DIR)
if(Asio_FOUND AND NOT TARGET asio::asio)
  find_package(Threads REQUIRED)
  add_library(asio::asio INTERFACE IMPORTED GLOBAL)
  target_include_directories(asio::asio INTERFACE "${Asio_INCLUDE_DIR}")
  target_compile_definitions(asio::asio INTERFACE ASIO_STANDALONE ASIO_NO_DEPRECATED)
  # Before 1.26 Asio does not see that Clang has coroutines.
  if(Asio_VERSION VERSION_LESS 1.26)
    target_compile_definitions(asio::asio INTERFACE
      $<$<CXX_COMPILER_ID:Clang,AppleClang>:ASIO_HAS_CO_AWAIT> $<$<CXX_COMPILER_ID:Clang,AppleClang>:ASIO_HAS_STD_COROUTINE>)
  endif()
  target_link_libraries(asio::asio INTERFACE Threads::Threads)
endif()
