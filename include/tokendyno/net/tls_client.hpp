// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>
#include <tokendyno/net/tls_options.hpp>

#include <memory>
#include <string>
#include <utility>

#if TOKENDYNO_HAS_TLS
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#endif

namespace tokendyno::net {

#if TOKENDYNO_HAS_TLS

/// What all TLS connections to one host have in common: TLS 1.2 or later, whom to trust, the name to expect. Made once
/// a target; reading the system's certificates takes milliseconds.
class tls_client {
 public:
  /// For `host`, a name or an IP address. Throws `setup_error` if the certificates cannot be read.
  tls_client(std::string host, tls_options const& options)
      : host_{std::move(host)}, context_{SSL_CTX_new(TLS_client_method()), SSL_CTX_free} {
    if (!context_) throw setup_error{"cannot set up TLS: " + reason()};
    // A zone is no part of the address (RFC 6874 §4), the dot of the root no part of the name.
    host_ = host_.substr(0, host_.find('%'));
    if (host_.ends_with('.')) host_.pop_back();
    SSL_CTX_set_min_proto_version(context_.get(), TLS1_2_VERSION);
    SSL_CTX_set_options(context_.get(), SSL_OP_NO_RENEGOTIATION);
    SSL_CTX_set_session_cache_mode(context_.get(), SSL_SESS_CACHE_OFF);
    constexpr unsigned char http_1_1[] = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
    SSL_CTX_set_alpn_protos(context_.get(), http_1_1, sizeof http_1_1);
    if (options.verify) trust(options.ca_file);
  }

  /// A connection that has yet to begin; not null. The caller frees it. Throws `setup_error` for want of memory.
  [[nodiscard]] SSL* connect() const {
    SSL* const session = SSL_new(context_.get());
    if (session == nullptr) throw setup_error{"cannot set up TLS: " + reason()};
    SSL_set_connect_state(session);
    auto* const expected = SSL_get0_param(session);
    // SNI holds names only (RFC 6066 §3).
    if (X509_VERIFY_PARAM_set1_ip_asc(expected, host_.c_str()) != 1) {
      auto name = host_;
      SSL_ctrl(session, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data());
      X509_VERIFY_PARAM_set_hostflags(expected, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
      X509_VERIFY_PARAM_set1_host(expected, host_.c_str(), host_.size());
    }
    ERR_clear_error();
    return session;
  }

 private:
  void trust(std::string const& ca_file) {
    SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
    ERR_clear_error();
    if (ca_file.empty()) {
      SSL_CTX_set_default_verify_paths(context_.get());
    } else if (SSL_CTX_load_verify_file(context_.get(), ca_file.c_str()) != 1) {
      throw setup_error{"cannot use the certificates of " + ca_file + ": " + reason()};
    } else {
      // A server's own certificate may be all there is in the file.
      X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(context_.get()), X509_V_FLAG_PARTIAL_CHAIN);
    }
  }

  static std::string reason() {
    char const* const words = ERR_reason_error_string(ERR_peek_error());
    ERR_clear_error();
    return words == nullptr ? "unknown reason" : words;
  }

  std::string host_;
  std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context_;
};

#else

/// Without TLS there is none; see `make_tls_client`.
class tls_client;

#endif

/// The client side of TLS to `host`. Throws `setup_error` if its certificates cannot be read, or if TLS is not compiled
/// in, saying how to get it.
[[nodiscard]] inline std::shared_ptr<tls_client const> make_tls_client(std::string host, tls_options const& options) {
#if TOKENDYNO_HAS_TLS
  return std::make_shared<tls_client const>(std::move(host), options);
#else
  static_cast<void>(options);
  throw setup_error{"cannot use https with " + host +
                    ": this program was built without TLS; build it with the CMake option TOKENDYNO_WITH_TLS=ON and "
                    "OpenSSL 3 (Debian: libssl-dev), elsewhere with -DTOKENDYNO_HAS_TLS=1 -lssl -lcrypto"};
#endif
}

}  // namespace tokendyno::net
