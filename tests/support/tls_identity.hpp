// SPDX-License-Identifier: MIT
#pragma once

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>

#include <unistd.h>

namespace support {

/// A key (P-256, which is quick to make) with its certificate.
struct tls_identity {
  std::shared_ptr<EVP_PKEY> key{};
  std::shared_ptr<X509> certificate{};
};

/// What a certificate is made out to.
struct tls_wish {
  std::string names = "DNS:localhost,IP:127.0.0.1";  ///< as in OpenSSL's subjectAltName; empty for a CA
  long valid_for = 3600;                             ///< seconds from now; negative: over already
  tls_identity const* issuer = nullptr;              ///< who signs it; null: itself
};

inline void add_extension(X509* certificate, int what, std::string const& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  auto* const extension = X509V3_EXT_conf_nid(nullptr, &context, what, value.c_str());
  if (extension == nullptr) throw std::runtime_error{"no extension " + value};
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

/// Makes a key and its certificate.
inline tls_identity make_identity(tls_wish const& wish = {}) {
  tls_identity result;
  result.key.reset(EVP_EC_gen("P-256"), EVP_PKEY_free);
  result.certificate.reset(X509_new(), X509_free);
  auto* const made = result.certificate.get();
  static long serial = 0;
  X509_set_version(made, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(made), ++serial);
  X509_gmtime_adj(X509_getm_notBefore(made), -7200);
  X509_gmtime_adj(X509_getm_notAfter(made), wish.valid_for);
  auto* const name = X509_get_subject_name(made);
  std::string const who = wish.names.empty() ? "test authority" : "test server " + std::to_string(serial);
  X509_NAME_add_entry_by_txt(name, "O", MBSTRING_UTF8, reinterpret_cast<unsigned char const*>(who.data()),
                             static_cast<int>(who.size()), -1, 0);
  auto const& issuer = wish.issuer == nullptr ? result : *wish.issuer;
  X509_set_issuer_name(made, X509_get_subject_name(issuer.certificate.get()));
  X509_set_pubkey(made, result.key.get());
  if (wish.names.empty()) {
    add_extension(made, NID_basic_constraints, "critical,CA:TRUE");
  } else {
    add_extension(made, NID_subject_alt_name, wish.names);
  }
  if (X509_sign(made, issuer.key.get(), EVP_sha256()) == 0) throw std::runtime_error{"cannot sign"};
  return result;
}

/// A PEM file of a certificate, as long as it lives.
class pem_file {
 public:
  explicit pem_file(tls_identity const& of) {
    std::unique_ptr<BIO, int (*)(BIO*)> const memory{BIO_new(BIO_s_mem()), BIO_free};
    PEM_write_bio_X509(memory.get(), of.certificate.get());
    std::string text(BIO_ctrl_pending(memory.get()), ' ');
    BIO_read(memory.get(), text.data(), static_cast<int>(text.size()));
    std::ofstream{path_} << text;
  }
  pem_file(pem_file const&) = delete;
  pem_file& operator=(pem_file const&) = delete;
  ~pem_file() { ::unlink(path_.c_str()); }

  [[nodiscard]] std::string const& path() const noexcept { return path_; }

 private:
  static std::string fresh_path() {
    static int count = 0;
    return "/tmp/tokendyno_test_" + std::to_string(::getpid()) + "_" + std::to_string(++count) + ".pem";
  }
  std::string path_ = fresh_path();
};

/// One of a server on this machine, made once.
inline tls_identity const& server_identity() {
  static auto const made = make_identity();
  return made;
}

}  // namespace support
