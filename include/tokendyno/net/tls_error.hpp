// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/net/tls_options.hpp>

#include <string>
#include <system_error>
#include <type_traits>

#if TOKENDYNO_HAS_TLS
#include <openssl/err.h>
#include <openssl/x509_vfy.h>
#endif

namespace tokendyno::net {

/// What can go wrong between TLS and plain connections besides what OpenSSL has words for.
enum class tls_errc {
  closed = 1,         ///< the peer has said that nothing more comes (close_notify)
  cut,                ///< the connection ended without close_notify (RFC 8446 §6.1)
  cut_handshake,      ///< the connection ended in the handshake
  peer_speaks_plain,  ///< plain HTTP came where the handshake was expected
  peer_speaks_tls,    ///< TLS came where plain HTTP was expected
  no_answer,          ///< a plain connection was closed without a byte, as a server does that expects TLS
};

namespace detail {

/// Codes from here on are certificate errors of OpenSSL (`X509_V_ERR_…`), from the next on those of its error queue.
inline constexpr int first_certificate_error = 0x1000;
inline constexpr int first_queue_error = 1 << 20;

class tls_category_type : public std::error_category {
 public:
  [[nodiscard]] char const* name() const noexcept override { return "tls"; }

  [[nodiscard]] std::string message(int code) const override {
    switch (static_cast<tls_errc>(code)) {
      case tls_errc::closed: return "the server ended the TLS connection";
      case tls_errc::cut: return "the TLS connection was cut off without a proper end";
      case tls_errc::cut_handshake: return "the connection ended in the TLS handshake; does the server speak https?";
      case tls_errc::peer_speaks_plain: return "the server speaks plain HTTP: its address begins with http://";
      case tls_errc::peer_speaks_tls: return "the server speaks TLS: its address begins with https://";
      case tls_errc::no_answer: return "the server closed the connection without an answer; does it speak https?";
    }
#if TOKENDYNO_HAS_TLS
    if (code >= first_certificate_error && code < first_queue_error) {
      return std::string{"certificate refused: "} + X509_verify_cert_error_string(code - first_certificate_error);
    }
    char const* const words = ERR_reason_error_string(static_cast<unsigned int>(code));
    if (words != nullptr) return std::string{"TLS: "} + words;
#endif
    return "TLS error " + std::to_string(code);
  }
};

}  // namespace detail

/// The category of all errors of TLS; messages are OpenSSL's words.
[[nodiscard]] inline std::error_category const& tls_category() noexcept {
  static detail::tls_category_type const category;
  return category;
}

/// Makes `tls_errc` an error code by itself.
[[nodiscard]] inline std::error_code make_error_code(tls_errc code) noexcept {
  return {static_cast<int>(code), tls_category()};
}

/// True if the server's certificate was refused on this side.
[[nodiscard]] inline bool is_certificate_error(std::error_code error) noexcept {
  return error.category() == tls_category() && error.value() >= detail::first_certificate_error &&
         error.value() < detail::first_queue_error;
}

}  // namespace tokendyno::net

template <>
struct std::is_error_code_enum<tokendyno::net::tls_errc> : std::true_type {};
