# SPDX-License-Identifier: MIT
"""Servers behind https: whom the programs trust, and what they say if they do not."""
import re
import socket
import ssl
import subprocess
import threading

from support import ProgramTest
from unix_relay import pump

SMALL = ["--concurrency", "2", "--requests", "4", "--max-tokens", "4", "--input-tokens", "8"]


class Secure(ProgramTest):
    def certificate(self, names="DNS:localhost,IP:127.0.0.1"):
        """The paths of a new self-signed certificate and its key."""
        paths = self.folder / "server.pem", self.folder / "server.key"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-days", "2", "-subj", "/O=test", "-addext", f"subjectAltName={names}", "-out", paths[0],
                        "-keyout", paths[1]], check=True, capture_output=True)
        return paths

    def relay(self, url, certificate, key):
        """The https address of a relay to the server at `url`; it ends with the test."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        host, port = url.removeprefix("http://").split(":")
        listener = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(listener.close)
        self.addCleanup(listener.shutdown, socket.SHUT_RDWR)

        def serve(outside):
            try:
                secured = context.wrap_socket(outside, server_side=True)
            except (OSError, ssl.SSLError):
                return
            inside = socket.create_connection((host, int(port)))
            inside.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=pump, args=(inside, secured, bytearray()), daemon=True).start()
            pump(secured, inside, bytearray())

        def accept():
            while True:
                try:
                    outside, _ = listener.accept()
                except OSError:
                    return
                threading.Thread(target=serve, args=(outside,), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        return f"https://127.0.0.1:{listener.getsockname()[1]}"

    def test_a_self_signed_certificate_is_refused_unless_it_is_asked_for(self):
        server = self.server()
        certificate, key = self.certificate()
        url = self.relay(server.url, certificate, key)
        self.assert_fails(self.call("chat_run", "--url", url, *SMALL), 1,
                          f"cannot reach {url}: certificate refused: self-signed certificate "
                          "(--ca-file FILE says whom to trust, --insecure takes any)")
        self.assertEqual(server.asked(), 0)
        trusted = self.call("chat_run", "--url", url, *SMALL, "--ca-file", certificate)
        self.assert_works(trusted)
        self.assertRegex(trusted.stdout, r"(?m)^requests .* 4 completed, 0 failed")
        taken = self.call("chat_run", "--url", url, *SMALL, "--insecure")
        self.assertEqual(taken.returncode, 0, taken.stderr)
        self.assertEqual(taken.stderr, f"warning: {url}: its certificate is not checked (--insecure)\n")
        self.assertRegex(taken.stdout, r"(?m)^requests .* 4 completed, 0 failed")

    def test_a_certificate_for_another_host_is_refused(self):
        certificate, key = self.certificate("DNS:elsewhere")
        url = self.relay(self.server().url, certificate, key)
        self.assert_fails(self.call("chat_run", "--url", url, *SMALL, "--ca-file", certificate), 1,
                          "certificate refused: IP address mismatch")

    def test_compare_takes_the_options_for_both_servers(self):
        certificate, key = self.certificate()
        url = self.relay(self.server().url, certificate, key)
        done = self.call("compare", "--baseline", url, "--candidate", url, "--ca-file", certificate, "--quick",
                         "--concurrency", "1", "--max-tokens", "4")
        self.assert_works(done)

    def test_http_and_https_taken_for_one_another_are_told(self):
        server = self.server()
        certificate, key = self.certificate()
        secured = self.relay(server.url, certificate, key)
        plain = re.sub("^https", "http", secured)
        self.assert_fails(self.call("chat_run", "--url", plain, *SMALL), 1, "does it speak https?")
        wrong = re.sub("^http", "https", server.url)
        self.assert_fails(self.call("chat_run", "--url", wrong, *SMALL), 1,
                          "does the server speak https?")

    def test_a_file_without_certificates_is_told_by_name(self):
        self.assert_fails(self.call("chat_run", "--url", "https://127.0.0.1:1", "--ca-file", "missing.pem"), 1,
                          "cannot use the certificates of missing.pem: ")
