# SPDX-License-Identifier: MIT
"""The line of progress: on a terminal and nowhere else."""
import os
import pty
import re
import subprocess

from support import ProgramTest, environment, path_of


class Progress(ProgramTest):
    options = ["--concurrency", "2", "--max-tokens", "16", "--requests", "100"]

    def test_standard_error_is_silent_where_it_is_no_terminal(self):
        server = self.server(speed=5)
        done = self.call("chat_run", "--url", server.url, *self.options)
        self.assert_works(done)
        self.assertNotIn("\r", done.stdout)

    def test_a_terminal_shows_requests_done_and_tokens_per_second(self):
        server = self.server(speed=5)
        ours, theirs = pty.openpty()
        process = subprocess.Popen([path_of("chat_run"), "--url", server.url, *self.options], stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=theirs, text=True, cwd=self.folder, env=environment())
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 4096):
                shown += piece
        except OSError:  # how Linux tells that the other side was closed
            pass
        os.close(ours)
        self.assertEqual(process.wait(timeout=30), 0)
        lines = shown.decode().split("\r\x1b[K")
        self.assertTrue(any(re.fullmatch(r"run: \d+/100 requests, \d+\.\d tok/s(, .*)?", line) for line in lines), lines)
        self.assertEqual(lines[-1], "")  # taken away at the end
