# SPDX-License-Identifier: MIT
"""A Unix socket that hands everything on to a TCP server."""
import socket
import threading


def pump(source, sink, heard):
    """Hands bytes on until one side closes; `heard` is added what passed."""
    try:
        while piece := source.recv(65536):
            heard += piece
            sink.sendall(piece)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def unix_relay(path, url, heard=None):
    """Listens at `path` for connections to the server at `url`; returns what ends that. `heard`, if given, is a list that
    grows by what each connection's client said."""
    host, port = url.removeprefix("http://").split(":")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    listener.listen()

    def accept():
        while True:
            try:
                inside, _ = listener.accept()
            except OSError:
                return
            outside = socket.create_connection((host, int(port)))
            outside.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            said = bytearray()
            if heard is not None:
                heard.append(said)
            for way in ((inside, outside, said), (outside, inside, bytearray())):
                threading.Thread(target=pump, args=way, daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()

    def end():
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()

    return end
