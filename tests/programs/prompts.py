# SPDX-License-Identifier: MIT
"""No prompt is asked twice: a server with a prefix cache would answer it faster than its users' ones."""
import json
import re

from support import ProgramTest
from unix_relay import unix_relay


class Prompts(ProgramTest):
    def asked(self, program, *options):
        """Every prompt that a run of the program has sent, warm-up too."""
        server, heard = self.server(), []
        path = self.folder / f"{server.url.rsplit(':', 1)[1]}.sock"
        self.addCleanup(unix_relay(path, server.url, heard))
        self.assert_works(self.call(program, "--url", f"unix:{path}", *options))
        return [text for said in heard for text in re.findall(rb'"content":"([^"]*)"', bytes(said))]

    def test_chat_grid_asks_each_prompt_once_in_all_cells_and_calls(self):
        cells = ["--concurrency", "1,2", "--max-tokens", "4,8", "--requests", "8"]
        first, second = self.asked("chat_grid", *cells), self.asked("chat_grid", *cells)
        self.assertGreaterEqual(len(first), 4 * 8)
        self.assertEqual(len(set(first + second)), len(first) + len(second))
        cell = ["--concurrency", "1", "--max-tokens", "4", "--requests", "8", "--seed", "7"]
        self.assertEqual(sorted(self.asked("chat_grid", *cell)), sorted(self.asked("chat_grid", *cell)))

    def test_batch_grid_asks_each_prompt_once_in_all_cells_and_calls(self):
        cells = ["--docs", self.documents(), "--concurrency", "1,2", "--max-tokens", "4"]
        first, second = self.asked("batch_grid", *cells), self.asked("batch_grid", *cells)
        self.assertGreaterEqual(len(first), 2 * 12)
        self.assertEqual(len(set(first + second)), len(first) + len(second))

    def test_a_seed_is_new_each_time_and_stands_in_the_results(self):
        server = self.server()
        small = ["--concurrency", "1", "--max-tokens", "4", "--requests", "4"]
        for program, options, file in [
            ("chat_run", ["--url", server.url, "--json", "run.json"], "run.json"),
            ("compare", ["--baseline", server.url, "--candidate", server.url, "--out-dir", "out"], "out/run-bf16-c1-t4.json"),
        ]:  # yapf: disable
            with self.subTest(program):

                def seed(*more):
                    self.assert_works(self.call(program, *options, *small, *more))
                    run = json.loads((self.folder / file).read_text())
                    return re.search(r"seed (\d+)$", run["settings"]["workload"]).group(1)

                self.assertNotEqual(seed(), seed())
                self.assertEqual(seed("--seed", "7"), "7")
