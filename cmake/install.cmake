# install: headers, one export set a component (so that core asks for nothing), package config, Find modules, pkg-config.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
set(tokendyno_config_dir "${CMAKE_INSTALL_LIBDIR}/cmake/tokendyno")

foreach(component core protocol net tokendyno)
  install(TARGETS tokendyno_${component} EXPORT tokendyno-${component} FILE_SET HEADERS)
  install(EXPORT tokendyno-${component} NAMESPACE tokendyno:: DESTINATION "${tokendyno_config_dir}")
endforeach()

configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/tokendyno-config.cmake.in"
  "${PROJECT_BINARY_DIR}/tokendyno-config.cmake" INSTALL_DESTINATION "${tokendyno_config_dir}"
  NO_SET_AND_CHECK_MACRO NO_CHECK_REQUIRED_COMPONENTS_MACRO)
write_basic_package_version_file("${PROJECT_BINARY_DIR}/tokendyno-config-version.cmake"
  COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES
  "${PROJECT_BINARY_DIR}/tokendyno-config.cmake" "${PROJECT_BINARY_DIR}/tokendyno-config-version.cmake"
  "${CMAKE_CURRENT_LIST_DIR}/FindAsio.cmake" "${CMAKE_CURRENT_LIST_DIR}/Findllhttp.cmake"
  DESTINATION "${tokendyno_config_dir}")

# Debian 12 has llhttp as C sources only: pkg-config names them, the user compiles them.
if(llhttp_SOURCE_DIR AND NOT llhttp_LIBRARY)
  set(tokendyno_llhttp_sources "${llhttp_SOURCE_DIR}/api.c ${llhttp_SOURCE_DIR}/http.c ${llhttp_SOURCE_DIR}/llhttp.c")
  set(tokendyno_llhttp_cflags "-I${llhttp_INCLUDE_DIR}")
  set(tokendyno_llhttp_libs "")
else()
  set(tokendyno_llhttp_sources "")
  set(tokendyno_llhttp_cflags "")
  set(tokendyno_llhttp_libs "-lllhttp")
endif()
set(tokendyno_tls_requires "")
set(tokendyno_tls_cflags "")
if(TOKENDYNO_HAS_TLS)
  set(tokendyno_tls_requires "openssl >= 3.0")
  set(tokendyno_tls_cflags "-DTOKENDYNO_HAS_TLS=1")
endif()
foreach(name tokendyno tokendyno-core)
  configure_file("${CMAKE_CURRENT_LIST_DIR}/${name}.pc.in" "${PROJECT_BINARY_DIR}/${name}.pc" @ONLY)
  install(FILES "${PROJECT_BINARY_DIR}/${name}.pc" DESTINATION "${CMAKE_INSTALL_DATADIR}/pkgconfig")
endforeach()
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}")
