# SPDX-License-Identifier: MIT
"""Servers for one SDK request each: one that replays a capture, one that hands through and keeps what came."""
import socket
import threading


def read_request(peer):
    """The bytes of one request, with its body."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = peer.recv(65536)
        if not piece:
            return data
        data += piece
    head, body = data.split(b"\r\n\r\n", 1)
    lines = head.lower().split(b"\r\n")
    length = next((int(line.split(b":")[1]) for line in lines if line.startswith(b"content-length:")), 0)
    while len(body) < length:
        piece = peer.recv(65536)
        if not piece:
            break
        body += piece
    return head + b"\r\n\r\n" + body


class Once(threading.Thread):
    """Listens at a free port and answers one connection with `answer(peer, request)`."""

    def __init__(self):
        super().__init__(daemon=True)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.settimeout(900)
        self.base_url = f"http://127.0.0.1:{self.listener.getsockname()[1]}/v1"
        self.start()

    def run(self):
        try:
            peer, _ = self.listener.accept()
        except OSError:
            return
        finally:
            self.listener.close()
        with peer:
            self.answer(peer, read_request(peer))


class Replay(Once):
    """Writes the bytes of a capture and closes."""

    def __init__(self, path):
        self.bytes = path.read_bytes()
        super().__init__()

    def answer(self, peer, request):
        peer.sendall(self.bytes)


class Keeper(Once):
    """Hands a request through to `port` and writes what comes back into `path` as well, until the server closes."""

    def __init__(self, port, path):
        self.port = port
        self.path = path
        super().__init__()

    def answer(self, peer, request):
        head, body = request.split(b"\r\n\r\n", 1)
        lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
        with socket.create_connection(("127.0.0.1", self.port)) as server, self.path.open("wb") as file:
            server.sendall(b"\r\n".join([*lines, b"Connection: close"]) + b"\r\n\r\n" + body)
            while piece := server.recv(65536):
                file.write(piece)
                peer.sendall(piece)
