// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/net/tls_options.hpp>

#if TOKENDYNO_HAS_TLS

#include <tokendyno/core/error.hpp>
#include <tokendyno/net/tls_client.hpp>
#include <tokendyno/net/tls_error.hpp>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <system_error>

namespace tokendyno::net {

/// One TLS connection without a socket: ciphertext of the peer goes in by `feed`, what is to be sent comes out by
/// `take_outgoing`, plaintext goes through `read` and `write`. Not thread-safe. See docs/adr/007-tls-over-memory.md.
///
/// ```
/// while (session.handshake() == tls_session::status::more) { /* send what take_outgoing gives, feed what comes */ }
/// ```
class tls_session {
 public:
  /// Where the handshake is.
  enum class status : std::uint8_t {
    more,         ///< bytes of the peer are needed; what `take_outgoing` gives must have been sent before
    established,  ///< done
    failed        ///< refused by one side, see `error`; an alert may be left to be sent
  };

  /// A connection of `client` before its handshake. Throws `setup_error` for want of memory.
  explicit tls_session(tls_client const& client) : ssl_{client.connect(), SSL_free} {
    in_ = BIO_new(BIO_s_mem());
    out_ = BIO_new(BIO_s_mem());
    if (in_ == nullptr || out_ == nullptr) {
      BIO_free(in_);
      BIO_free(out_);
      throw setup_error{"cannot set up TLS: no memory"};
    }
    SSL_set_bio(ssl_.get(), in_, out_);
  }

  /// Takes bytes that the peer has sent.
  void feed(std::span<char const> ciphertext) {
    auto const first = std::min(ciphertext.size(), greeting_.size() - greeting_size_);
    std::copy_n(ciphertext.begin(), first, greeting_.begin() + static_cast<std::ptrdiff_t>(greeting_size_));
    greeting_size_ += first;
    std::size_t written = 0;
    if (!ciphertext.empty()) BIO_write_ex(in_, ciphertext.data(), ciphertext.size(), &written);
  }

  /// Goes on with the handshake as far as the bytes fed allow.
  status handshake() {
    if (error_) return status::failed;
    ERR_clear_error();
    int const done = SSL_do_handshake(ssl_.get());
    if (done == 1) return status::established;
    if (SSL_get_error(ssl_.get(), done) == SSL_ERROR_WANT_READ) return status::more;
    error_ = failure();
    return status::failed;
  }

  /// Decrypts what has been fed into `out`, as much as there is room for; yields the number of bytes. 0 means that more
  /// must be fed, or that `error` tells why nothing will come.
  std::size_t read(std::span<char> out) {
    std::size_t total = 0;
    while (!error_ && total < out.size()) {
      std::size_t got = 0;
      ERR_clear_error();
      int const done = SSL_read_ex(ssl_.get(), out.data() + total, out.size() - total, &got);
      total += got;
      if (done == 1) continue;
      int const why = SSL_get_error(ssl_.get(), done);
      if (why == SSL_ERROR_WANT_READ) break;
      error_ = why == SSL_ERROR_ZERO_RETURN ? make_error_code(tls_errc::closed) : failure();
    }
    return total;
  }

  /// True if `read` has something to give or to tell without another byte of the peer.
  [[nodiscard]] bool pending() const noexcept {
    return static_cast<bool>(error_) || SSL_pending(ssl_.get()) > 0 || BIO_ctrl_pending(in_) > 0;
  }

  /// Encrypts all of `plaintext`; yields why it cannot be.
  std::error_code write(std::string_view plaintext) {
    std::size_t written = 0;
    ERR_clear_error();
    // Without a limit of its own, a memory buffer takes all at once.
    if (plaintext.empty() || SSL_write_ex(ssl_.get(), plaintext.data(), plaintext.size(), &written) == 1) return {};
    return failure();
  }

  /// Appends to `out` what is to be sent to the peer.
  void take_outgoing(std::string& out) {
    auto const size = BIO_ctrl_pending(out_);
    if (size == 0) return;
    auto const before = out.size();
    out.resize(before + size);
    std::size_t taken = 0;
    BIO_read_ex(out_, out.data() + before, size, &taken);
    out.resize(before + taken);
  }

  /// The last words to the peer (close_notify) of an established connection, into `out`; yields their size, 0 if there
  /// is nothing to say any more.
  std::size_t goodbye(std::span<char> out) noexcept {
    if (SSL_is_init_finished(ssl_.get()) != 1 || (error_ && error_ != tls_errc::closed)) return 0;
    ERR_clear_error();
    SSL_shutdown(ssl_.get());
    std::size_t size = 0;
    BIO_read_ex(out_, out.data(), out.size(), &size);
    return size;
  }

  /// Why nothing more will come: `tls_errc::closed` after a proper end, else what went wrong; none as long as it goes
  /// on.
  [[nodiscard]] std::error_code error() const noexcept { return error_; }

 private:
  /// The error of the operation that has just failed.
  [[nodiscard]] std::error_code failure() const {
    auto const code = ERR_peek_error();
    ERR_clear_error();
    if (ERR_GET_REASON(code) == SSL_R_CERTIFICATE_VERIFY_FAILED && ERR_GET_LIB(code) == ERR_LIB_SSL) {
      auto const why = static_cast<int>(SSL_get_verify_result(ssl_.get()));
      return {detail::first_certificate_error + why, tls_category()};
    }
    bool const greeted = greeting_size_ == greeting_.size();
    if (greeted && std::string_view{greeting_.data(), greeting_.size()} == "HTTP/") return tls_errc::peer_speaks_plain;
    return code == 0 ? make_error_code(tls_errc::cut) : std::error_code{static_cast<int>(code), tls_category()};
  }

  std::unique_ptr<SSL, void (*)(SSL*)> ssl_;
  BIO* in_ = nullptr;   // owned by ssl_
  BIO* out_ = nullptr;  // owned by ssl_
  std::error_code error_{};
  std::array<char, 5> greeting_{};  // the first bytes of the peer
  std::size_t greeting_size_ = 0;
};

}  // namespace tokendyno::net

#endif
