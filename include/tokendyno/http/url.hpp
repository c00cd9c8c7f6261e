// SPDX-License-Identifier: MIT
#pragma once

#include <tokendyno/core/error.hpp>

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>

namespace tokendyno::http {

/// How a server is reached.
enum class transport : std::uint8_t {
  tcp,         ///< `http://`
  tls,         ///< `https://`
  unix_socket  ///< `unix:`, plain HTTP over a socket file
};

/// The address of a server and a path on it, as `parse_url` takes it apart.
struct url {
  http::transport transport = http::transport::tcp;
  std::string host = {};         ///< a name, an IPv4 or an IPv6 address without brackets; empty for a socket file
  std::uint16_t port = 80;       ///< given, or the scheme's own; 0 for a socket file
  std::string socket_path = {};  ///< the socket file; empty otherwise
  std::string path = "/";        ///< begins with `/`; holds the query, never the fragment

  friend bool operator==(url const&, url const&) = default;
};

/// What a `Host` header says of `u`: an IPv6 address in brackets, the port only if it is not the scheme's own,
/// `localhost` for a socket file (RFC 9110 §7.2).
[[nodiscard]] inline std::string host_header(url const& u) {
  if (u.transport == transport::unix_socket) return "localhost";
  std::string out = u.host.find(':') == std::string::npos ? u.host : '[' + u.host + ']';
  if (u.port != (u.transport == transport::tls ? 443 : 80)) out += ':' + std::to_string(u.port);
  return out;
}

/// Takes apart `http://host[:port][/path]`, `https://…`, `unix:/file.sock` and nginx's `unix:/file.sock:/path`
/// (RFC 3986 §3). A host is a name, an IPv4 address or an IPv6 address in brackets. Throws `setup_error` that names
/// the URL and says what is wrong with it.
[[nodiscard]] inline url parse_url(std::string_view text) {
  auto const fail = [text](std::string_view why) -> setup_error {
    return setup_error("cannot use the URL \"" + std::string(text) + "\": " + std::string(why));
  };
  for (char const c : text) {
    if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7f) throw fail("it holds a space or a control character");
  }
  auto rest = text.substr(0, text.find('#'));
  auto const scheme_is = [&rest](std::string_view prefix) {
    if (rest.size() < prefix.size()) return false;
    for (std::size_t i = 0; i < prefix.size(); ++i) {
      char const c = rest[i];
      if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c) != prefix[i]) return false;
    }
    rest.remove_prefix(prefix.size());
    return true;
  };

  url out;
  if (scheme_is("unix:")) {
    if (rest.empty() || rest.front() != '/') throw fail("after unix: comes the absolute path of a socket file");
    auto const colon = rest.rfind(":/");
    out.transport = transport::unix_socket;
    out.port = 0;
    out.socket_path = rest.substr(0, colon);
    if (colon != std::string_view::npos) out.path = rest.substr(colon + 1);
    return out;
  }
  if (scheme_is("https://")) {
    out.transport = transport::tls;
    out.port = 443;
  } else if (!scheme_is("http://")) {
    throw fail("it must begin with http://, https:// or unix:/");
  }

  auto const authority = rest.substr(0, rest.find_first_of("/?"));
  rest.remove_prefix(authority.size());
  if (!rest.empty()) out.path = rest.front() == '/' ? std::string(rest) : '/' + std::string(rest);
  if (authority.find('@') != std::string_view::npos) throw fail("a user name in a URL is not supported");

  std::string_view port;
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  if (!authority.empty() && authority.front() == '[') {
    auto const end = authority.find(']');
    if (end == std::string_view::npos) throw fail("the bracket of the IPv6 address is not closed");
    out.host = authority.substr(1, end - 1);
    auto const zone = out.host.find('%');
    if (out.host.find(':') == std::string::npos ||
        out.host.substr(0, zone).find_first_not_of("0123456789abcdefABCDEF:.") != std::string::npos) {
      throw fail("between the brackets stands no IPv6 address");
    }
    port = authority.substr(end + 1);
    if (!port.empty() && port.front() != ':')
      throw fail("after the IPv6 address comes a colon and a port, or the path");
  } else {
    auto const colon = authority.find(':');
    out.host = authority.substr(0, colon);
    if (colon != std::string_view::npos) port = authority.substr(colon);
    if (port.find(':', 1) != std::string_view::npos) throw fail("an IPv6 address stands in brackets");
    if (out.host.empty()) throw fail("the host is missing");
    if (out.host.find_first_not_of(std::string(letters) + "-._~") != std::string::npos) {
      throw fail("the host holds a character that no host name has");
    }
  }
  if (!port.empty()) {
    port.remove_prefix(1);
    unsigned value = 0;
    auto const [end, error] = std::from_chars(port.data(), port.data() + port.size(), value);
    if (error != std::errc{} || end != port.data() + port.size() || value == 0 || value > 65535) {
      throw fail("the port must be a number from 1 to 65535");
    }
    out.port = static_cast<std::uint16_t>(value);
  }
  return out;
}

}  // namespace tokendyno::http
