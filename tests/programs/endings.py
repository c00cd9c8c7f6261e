# SPDX-License-Identifier: MIT
"""Exit codes by what was measured, and results that outlive whoever reads them."""
import os
import subprocess

from support import ProgramTest, environment, path_of, rows_of

SHORT, LONG = "4", "3000"  # tokens; a long answer takes longer than its timeout


class Endings(ProgramTest):
    def test_a_grid_without_an_answer_in_one_cell_fails_and_names_it(self):
        server = self.server()
        short = ["--url", server.url, "--concurrency", "1", "--timeout", "300ms", "--csv", "cells.csv"]
        words = f"concurrency 1, max tokens {LONG}: no measured request to {server.url} completed: given up: timeout_total"
        for program, *options in [("chat_grid", "--requests", "4"),
                                  ("batch_grid", "--docs", self.documents(), "--repeat", "2")]:
            with self.subTest(program):
                done = self.call(program, *short, "--max-tokens", f"{LONG},{SHORT}", *options)
                self.assert_fails(done, 1, words)
                rows = rows_of(self.folder / "cells.csv")
                self.assertEqual([row["completed"] for row in rows], ["0", rows[1]["n_requests"]])

    def test_a_comparison_without_an_answer_of_one_arm_fails_and_names_it(self):
        fast, slow = self.server(), self.server(speed=0.02)
        done = self.call("compare", "--baseline", fast.url, "--candidate", slow.url, "--timeout", "300ms", "--concurrency",
                         "1", "--max-tokens", "4,5", "--requests", "2", "--out-dir", "out")
        self.assert_fails(done, 1, f"error: quantised, concurrency 1, max tokens 4: no measured request to {slow.url} "
                          "completed: given up: timeout_total (and so at 1 more)")
        rows = rows_of(self.folder / "out" / "capacity.csv")
        self.assertEqual([(row["precision"], row["completed"] == "0") for row in rows],
                         [("bf16", False), ("quantised", True)] * 2)

    def test_results_are_written_though_nobody_reads_standard_output(self):
        server = self.server()
        small = ["--concurrency", "1", "--max-tokens", SHORT]
        for program, options, file in [
            ("chat_run", ["--url", server.url, "--requests", "4", "--json", "run.json"], "run.json"),
            ("chat_grid", ["--url", server.url, "--requests", "4", "--csv", "grid.csv"], "grid.csv"),
            ("batch_grid", ["--url", server.url, "--docs", self.documents(), "--csv", "batch.csv"], "batch.csv"),
            ("compare", ["--baseline", server.url, "--candidate", server.url, "--requests", "4", "--out-dir", "out"],
             "out/run-quantised-c1-t4.json"),
        ]:  # yapf: disable
            with self.subTest(program):
                ours, theirs = os.pipe()
                os.close(ours)
                done = subprocess.run([path_of(program), *map(str, options), *small], stdin=subprocess.DEVNULL,
                                      stdout=theirs, stderr=subprocess.PIPE, text=True, timeout=60, cwd=self.folder,
                                      env=environment())
                os.close(theirs)
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                self.assertGreater((self.folder / file).stat().st_size, 0)

    def test_files_are_there_before_the_table_is_read(self):
        # A pipe that is full already: the program waits at its table until it is read.
        server = self.server()
        for program, options, file in [
            ("chat_run", ["--url", server.url, "--json", "run.json"], "run.json"),
            ("chat_grid", ["--url", server.url, "--csv", "grid.csv"], "grid.csv"),
            ("compare", ["--baseline", server.url, "--candidate", server.url, "--out-dir", "out"], "out/capacity.csv"),
        ]:  # yapf: disable
            with self.subTest(program):
                ours, theirs = os.pipe()
                os.set_blocking(theirs, False)
                try:
                    while True:
                        os.write(theirs, b" " * 4096)
                except BlockingIOError:
                    os.set_blocking(theirs, True)
                process = subprocess.Popen([path_of(program), *options, "--requests", "4", "--concurrency", "1",
                                            "--max-tokens", SHORT], stdin=subprocess.DEVNULL, stdout=theirs,
                                           stderr=subprocess.DEVNULL, cwd=self.folder, env=environment())
                os.close(theirs)
                self.addCleanup(process.wait)
                self.addCleanup(process.kill)
                self.await_true((self.folder / file).exists, file)
                os.close(ours)
                self.assertEqual(process.wait(timeout=30), 0)

    def test_rows_of_a_grid_stand_in_their_file_as_soon_as_they_are_measured(self):
        server = self.server()
        for program, *options in [("chat_grid", "--requests", "4"), ("batch_grid", "--docs", self.documents())]:
            with self.subTest(program):
                path = self.folder / f"{program}.csv"
                process = self.start(program, "--url", server.url, "--concurrency", "1", "--max-tokens", f"{SHORT},{LONG}",
                                     *options, "--csv", path)
                self.await_true(path.exists, "the first row")
                process.kill()
                process.communicate()
                self.assertEqual(len(rows_of(path)), 1)

    def test_more_requests_may_be_in_flight_than_the_soft_limit_of_files_allows(self):
        server = self.server()
        done = subprocess.run(["bash", "-c", 'ulimit -Sn 64; exec "$@"', "bash", path_of("chat_run"), "--url", server.url,
                               "--concurrency", "100", "--max-tokens", "4", "--requests", "200"], timeout=60,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, env=environment())
        self.assert_works(done)
        self.assertIn("200 issued, 200 completed, 0 failed", done.stdout)
