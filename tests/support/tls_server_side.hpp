// SPDX-License-Identifier: MIT
#pragma once

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "support/tls_identity.hpp"

namespace support {

/// The server's side of one TLS connection, in memory: bytes in, bytes out.
class tls_server_side {
 public:
  explicit tls_server_side(tls_identity const& who, int version = TLS1_3_VERSION, bool wants_certificate = false)
      : context_{SSL_CTX_new(TLS_server_method()), SSL_CTX_free}, ssl_{nullptr, SSL_free} {
    if (version < TLS1_2_VERSION) SSL_CTX_set_security_level(context_.get(), 0);
    SSL_CTX_set_min_proto_version(context_.get(), version);
    SSL_CTX_set_max_proto_version(context_.get(), version);
    SSL_CTX_use_certificate(context_.get(), who.certificate.get());
    SSL_CTX_use_PrivateKey(context_.get(), who.key.get());
    if (wants_certificate) {
      SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    }
    SSL_CTX_set_alpn_select_cb(context_.get(), choose, nullptr);
    ssl_.reset(SSL_new(context_.get()));
    SSL_set_accept_state(ssl_.get());
    in_ = BIO_new(BIO_s_mem());
    out_ = BIO_new(BIO_s_mem());
    SSL_set_bio(ssl_.get(), in_, out_);
  }

  /// Takes bytes of the client and goes on with the handshake.
  void feed(std::string_view bytes) {
    std::size_t written = 0;
    if (!bytes.empty()) BIO_write_ex(in_, bytes.data(), bytes.size(), &written);
    ERR_clear_error();
    if (SSL_is_init_finished(ssl_.get()) == 1) return;
    int const done = SSL_do_handshake(ssl_.get());
    failed_ = done != 1 && SSL_get_error(ssl_.get(), done) != SSL_ERROR_WANT_READ;
  }

  [[nodiscard]] bool established() const { return SSL_is_init_finished(ssl_.get()) == 1; }
  [[nodiscard]] bool failed() const noexcept { return failed_; }

  /// What is to be sent to the client.
  std::string take() {
    std::string bytes(BIO_ctrl_pending(out_), ' ');
    std::size_t taken = 0;
    if (!bytes.empty()) BIO_read_ex(out_, bytes.data(), bytes.size(), &taken);
    return bytes;
  }

  /// What the client has said so far, decrypted.
  std::string read() {
    std::string text;
    std::string piece(16384, ' ');
    std::size_t got = 0;
    ERR_clear_error();
    while (SSL_read_ex(ssl_.get(), piece.data(), piece.size(), &got) == 1) text.append(piece, 0, got);
    return text;
  }

  void write(std::string_view text) {
    std::size_t written = 0;
    if (SSL_write_ex(ssl_.get(), text.data(), text.size(), &written) != 1) throw std::runtime_error{"cannot write"};
  }

  void say_goodbye() { SSL_shutdown(ssl_.get()); }
  /// New keys for what follows, and a wish for the client's (RFC 8446 §4.6.3).
  void change_keys() {
    SSL_key_update(ssl_.get(), SSL_KEY_UPDATE_REQUESTED);
    write("!");
  }

  [[nodiscard]] bool said_goodbye() const { return (SSL_get_shutdown(ssl_.get()) & SSL_RECEIVED_SHUTDOWN) != 0; }
  /// The name the client asked for (SNI); empty if none.
  [[nodiscard]] std::string asked_for() const {
    char const* const name = SSL_get_servername(ssl_.get(), TLSEXT_NAMETYPE_host_name);
    return name == nullptr ? "" : name;
  }
  /// The protocol agreed on (ALPN).
  [[nodiscard]] std::string protocol() const {
    unsigned char const* text = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(ssl_.get(), &text, &size);
    return {reinterpret_cast<char const*>(text), size};
  }

 private:
  static int choose(SSL*, unsigned char const** out, unsigned char* size, unsigned char const* offered, unsigned,
                    void*) {
    *size = offered[0];
    *out = offered + 1;
    return SSL_TLSEXT_ERR_OK;
  }

  std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context_;
  std::unique_ptr<SSL, void (*)(SSL*)> ssl_;
  BIO* in_ = nullptr;
  BIO* out_ = nullptr;
  bool failed_ = false;
};

}  // namespace support
