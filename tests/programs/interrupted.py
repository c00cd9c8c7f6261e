# SPDX-License-Identifier: MIT
"""Ctrl-C: the program ends within two seconds with code 130, and what it has measured is in its files."""
import json
import signal
import socket

from support import ProgramTest, header_of, rows_of

SHORT, LONG = 4, 3000  # tokens; a long answer takes minutes


class Interrupted(ProgramTest):
    def await_long_answers(self, server, short):
        """Waits until requests of the long cell are under way, after `short` tokens at most of the short ones."""
        self.await_true(lambda: server.counter("generation_tokens_total") > short + 20, "the second cell")

    def test_chat_run_writes_its_rows_on_ctrl_c(self):
        server = self.server(speed=5)
        process = self.start("chat_run", "--url", server.url, "--concurrency", "2", "--max-tokens", "8", "--requests",
                             "100000", "--json", "run.json", "--rows", "rows.csv")
        self.await_true(lambda: server.counter("request_success_total", 'finished_reason="length"') >= 60, "60 answers")
        self.interrupt(process)
        rows = rows_of(self.folder / "rows.csv")
        outcomes = [row["outcome"] for row in rows]
        self.assertGreaterEqual(outcomes.count("completed"), 59)
        self.assertEqual(outcomes.count("completed") + outcomes.count("cancelled"), len(rows))
        run = json.loads((self.folder / "run.json").read_text())
        self.assertEqual(run["flags"]["interrupted"], True)
        self.assertEqual(run["n_requests"], sum(row["phase"] == "measured" for row in rows))

    def test_a_server_that_does_not_answer_the_first_question_is_left_on_ctrl_c(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            process = self.start("chat_run", "--url", f"http://127.0.0.1:{listener.getsockname()[1]}", "--json", "run.json")
            connection, _ = listener.accept()
            with connection:
                self.interrupt(process)
        self.assertFalse((self.folder / "run.json").exists())

    def test_chat_grid_keeps_the_cells_so_far_on_ctrl_c(self):
        server = self.server()
        process = self.start("chat_grid", "--url", server.url, "--concurrency", "1", "--max-tokens", f"{SHORT},{LONG}",
                             "--requests", "4", "--csv", "grid.csv")
        self.await_long_answers(server, SHORT * 20)
        self.interrupt(process)
        rows = rows_of(self.folder / "grid.csv")
        self.assertEqual([row["max_tokens"] for row in rows], [str(SHORT), str(LONG)])
        self.assertEqual(rows[0]["completed"], "4")
        self.assertEqual(rows[1]["completed"], "0")

    def test_batch_grid_keeps_the_cells_so_far_on_ctrl_c(self):
        server = self.server()
        process = self.start("batch_grid", "--url", server.url, "--docs", self.documents(), "--repeat", "2",
                             "--concurrency", "1", "--max-tokens", f"{SHORT},{LONG}", "--csv", "batch.csv")
        self.await_long_answers(server, SHORT * 20)
        self.interrupt(process)
        rows = rows_of(self.folder / "batch.csv")
        self.assertEqual([row["max_new_tokens"] for row in rows], [str(SHORT), str(LONG)])
        self.assertEqual([row["completed"] for row in rows], ["6", "0"])

    def test_compare_keeps_the_cells_so_far_on_ctrl_c(self):
        bf16, awq = self.server(), self.server()
        process = self.start("compare", "--baseline", bf16.url, "--candidate", awq.url, "--concurrency", "1",
                             "--max-tokens", f"{SHORT},{LONG}", "--requests", "8", "--rows", "--out-dir", "out")
        self.await_long_answers(bf16, SHORT * 30)
        self.interrupt(process)
        out = self.folder / "out"
        for name in ["bf16", "quantised"]:
            run = json.loads((out / f"run-{name}-c1-t{SHORT}.json").read_text())
            self.assertEqual((run["n_requests"], run["flags"]["interrupted"]), (8, False))
            self.assertEqual(len([row for row in rows_of(out / f"requests-{name}-c1-t{SHORT}.csv")
                                  if row["phase"] == "measured"]), 8)
        self.assertEqual(json.loads((out / f"run-bf16-c1-t{LONG}.json").read_text())["flags"]["interrupted"], True)
        self.assertTrue(header_of(out / "capacity.csv").startswith("precision,conc,tok_s,p95_ms"))
        rows = rows_of(out / "capacity.csv")
        self.assertEqual([(row["precision"], row["completed"]) for row in rows[:2]], [("bf16", "8"), ("quantised", "8")])
        for name in ["comparison.md", "comparison.html", "chat_grid.csv"]:
            self.assertGreater((out / name).stat().st_size, 0, name)
        self.assertEqual([path.name for path in out.iterdir() if path.suffix == ".partial"], [])

    def test_the_simulated_server_ends_well_on_ctrl_c_and_on_sigterm(self):
        for ending in [signal.SIGINT, signal.SIGTERM]:
            with self.subTest(ending.name):
                server = self.server()
                self.assert_works(self.call("chat_run", "--url", server.url, "--concurrency", "1", "--max-tokens", "4",
                                            "--warmup", "0", "--requests", "5"))
                server.process.send_signal(ending)
                out, err = server.process.communicate(timeout=10)
                self.assertEqual((server.process.returncode, err), (0, ""))
                self.assertTrue(out.endswith("5 requests finished, 20 tokens, 0 preemptions\n"), out)
