# TOKENDYNO_FETCH_DEPS: the newest releases of what is not installed, pinned by commit. Installed packages come first;
# -DFETCHCONTENT_TRY_FIND_PACKAGE_MODE=NEVER turns that off. The downloads themselves were never run (there was no way
# to the hosts); the three releases were built from copies, through -DFETCHCONTENT_SOURCE_DIR_<NAME>=….
include(FetchContent)

# What was fetched is no part of an export set, so there is nothing to install from such a build.
set(TOKENDYNO_INSTALL OFF)

find_package(Asio QUIET)
if(NOT Asio_FOUND OR FETCHCONTENT_TRY_FIND_PACKAGE_MODE STREQUAL "NEVER")
  # Asio has no CMakeLists.txt; the folder named here does not exist, so nothing is added.
  FetchContent_Declare(asio GIT_REPOSITORY https://github.com/chriskohlhoff/asio.git
    GIT_TAG 8806a6803cde7054c3049d3666d3ec36786568c5 # 1.38.2
    SOURCE_SUBDIR none)
  FetchContent_MakeAvailable(asio)
  unset(Asio_INCLUDE_DIR CACHE)
  set(Asio_ROOT "${asio_SOURCE_DIR}")
endif()

set(LLHTTP_BUILD_SHARED_LIBS OFF)
set(LLHTTP_BUILD_STATIC_LIBS ON)
# Only the release/ tags hold the generated C.
FetchContent_Declare(llhttp GIT_REPOSITORY https://github.com/nodejs/llhttp.git
  GIT_TAG f831650b4f693bc1b4a6fe08f1b8ae25196e9f6a # release/v9.4.2
  SYSTEM FIND_PACKAGE_ARGS)
FetchContent_Declare(simdjson GIT_REPOSITORY https://github.com/simdjson/simdjson.git
  GIT_TAG cdeb069ad1e8cb2fb479cbb22695cb666cea99ac # v4.6.7
  SYSTEM FIND_PACKAGE_ARGS)
FetchContent_MakeAvailable(llhttp simdjson)
