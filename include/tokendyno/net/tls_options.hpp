// SPDX-License-Identifier: MIT
#pragma once

#include <string>

// 1 if https is compiled in; then the program links ssl and crypto. CMake sets it with TOKENDYNO_WITH_TLS. It must be
// the same in all of a program: classes have other members without it.
#ifndef TOKENDYNO_HAS_TLS
#define TOKENDYNO_HAS_TLS 0
#endif

namespace tokendyno::net {

/// True if https is compiled in.
inline constexpr bool has_tls = TOKENDYNO_HAS_TLS != 0;

/// Whom to trust behind an `https` address; of no meaning for others.
struct tls_options {
  bool verify = true;     ///< refuse a certificate that nobody trusted has signed, or that is for another host
  std::string ca_file{};  ///< PEM file of the certificates to trust; empty: those of the system, where OpenSSL looks
};

}  // namespace tokendyno::net
