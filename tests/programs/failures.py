# SPDX-License-Identifier: MIT
"""What goes wrong with servers and files: one line that says it, an exit code, and no request in vain."""
import json
import subprocess

from support import MODEL, ProgramTest, environment, path_of, rows_of


class Failures(ProgramTest):
    def measuring(self, url):
        """Every program that measures, with options for the server at `url`."""
        self.documents()
        small = ["--concurrency", "1", "--max-tokens", "4"]
        return {
            "chat_run": ["--url", url, *small],
            "chat_grid": ["--url", url, *small, "--csv", "grid.csv"],
            "batch_grid": ["--url", url, *small, "--docs", "docs.txt", "--csv", "batch.csv"],
            "compare": ["--baseline", url, "--candidate", url, *small, "--out-dir", "out"],
        }

    def test_a_server_that_cannot_be_reached_is_told_in_one_line(self):
        url = self.dead_url()
        for program, options in self.measuring(url).items():
            with self.subTest(program):
                done = self.call(program, *options)
                self.assert_fails(done, 1, f"cannot reach {url}: Connection refused")
                self.assertEqual(done.stdout, "")

    def test_a_candidate_that_cannot_be_reached_is_found_out_before_the_baseline_is_asked(self):
        server, dead = self.server(), self.dead_url()
        done = self.call("compare", "--baseline", server.url, "--candidate", dead)
        self.assert_fails(done, 1, f"cannot reach {dead}: Connection refused")
        self.assertEqual(server.asked(), 0)

    def test_a_url_that_cannot_be_used_is_told_in_one_line(self):
        for url, words in [("ftp://x", "must begin with http://"),
                           ("http://127.0.0.1:1/v2/chat", "must end in /chat/completions or /completions")]:
            with self.subTest(url):
                self.assert_fails(self.call("chat_run", "--url", url), 1, words)

    def test_a_wrong_model_is_told_in_the_words_of_the_server(self):
        server = self.server()
        words = f"{server.url} says: The model `nope` does not exist. Valid aliases: {MODEL}."
        for program, options in self.measuring(server.url).items():
            with self.subTest(program):
                self.assert_fails(self.call(program, *options, "--model", "nope"), 1, words)
        self.assertEqual(server.asked(), 0)

    def test_a_key_is_sent_and_its_lack_is_told_in_the_words_of_the_server(self):
        server = self.server("--api-key", "secret")
        options = self.measuring(server.url)["chat_run"] + ["--requests", "4"]
        self.assert_fails(self.call("chat_run", *options), 1, f"{server.url} says: Unauthorized")
        self.assert_works(self.call("chat_run", *options, "--api-key", "secret"))
        self.assert_works(self.call("chat_run", *options, OPENAI_API_KEY="secret"))
        options = self.measuring(server.url)["compare"] + ["--requests", "4"]
        self.assert_fails(self.call("compare", *options), 1, f"{server.url} says: Unauthorized")
        self.assert_works(self.call("compare", *options, "--api-key", "secret"))
        self.assert_works(self.call("compare", *options, OPENAI_API_KEY="secret"))

    def test_requests_are_given_up_after_the_timeout(self):
        server = self.server()
        done = self.call("chat_run", "--url", server.url, "--max-tokens", "3000", "--timeout", "100ms", "--concurrency", "1",
                         "--warmup", "0", "--requests", "3", "--rows", "rows.csv")
        self.assert_fails(done, 1, f"error: no measured request to {server.url} completed: given up: timeout_total")
        self.assertEqual([row["outcome"] for row in rows_of(self.folder / "rows.csv")], ["timeout_total"] * 3)

    def test_documents_that_are_missing_or_empty_are_found_out_before_a_request_is_sent(self):
        server = self.server()
        empty = self.folder / "empty.txt"
        empty.write_text(" \n[DOC]\n\n[DOC]")
        for docs, words in [(empty, "no documents: expected texts set apart by [DOC]"),
                            (self.folder / "missing.txt", "missing.txt"), (self.folder, str(self.folder))]:
            with self.subTest(str(docs)):
                self.assert_fails(self.call("batch_grid", "--url", server.url, "--docs", docs), 1, words)
        self.assertEqual(server.asked(), 0)

    def test_a_path_that_cannot_be_written_is_found_out_before_a_request_is_sent(self):
        server = self.server()
        (self.folder / "file").write_text("kept")
        (self.folder / "taken").mkdir()
        for path, words in [("file/result", "cannot write file/result: Not a directory"),
                            ("taken", "cannot write taken: it is a folder"),
                            ("/proc/nowhere/result", "cannot make the folder /proc/nowhere")]:
            for program, option in [("chat_run", "--json"), ("chat_run", "--rows"), ("chat_grid", "--csv"),
                                    ("batch_grid", "--csv")]:
                with self.subTest(f"{program} {option} {path}"):
                    self.assert_fails(self.call(program, *self.measuring(server.url)[program], option, path), 1, words)
        done = self.call("compare", *self.measuring(server.url)["compare"], "--out-dir", "file")
        self.assert_fails(done, 1, "cannot write file/comparison.md: Not a directory")
        for name in ["run-bf16-c1-t4.json", "run-quantised-c1-t4.json", "requests-bf16-c1-t4.csv", "chat_grid.csv"]:
            with self.subTest(name):
                (self.folder / "out" / name).mkdir(parents=True)
                done = self.call("compare", *self.measuring(server.url)["compare"], "--rows")
                self.assert_fails(done, 1, f"cannot write out/{name}: it is a folder")
                (self.folder / "out" / name).rmdir()
        self.assertEqual(server.asked(), 0)
        self.assertEqual((self.folder / "file").read_text(), "kept")

    def test_a_port_that_is_taken_is_told_in_one_line(self):
        server = self.server()
        port = server.url.rsplit(":", 1)[1]
        self.assert_fails(self.call("simulated_server", "--port", port), 1,
                          f"cannot listen at 127.0.0.1 port {port}: Address already in use")

    def test_a_server_that_dies_in_mid_run_leaves_files_with_its_failures(self):
        server = self.server(speed=5)
        process = self.start("chat_run", "--url", server.url, "--concurrency", "2", "--max-tokens", "8", "--after", "2s",
                             "--json", "run.json", "--rows", "rows.csv")
        self.await_true(lambda: server.counter("request_success_total", 'finished_reason="length"') >= 20, "20 answers")
        server.stop()
        _, err = process.communicate(timeout=30)
        self.assertEqual((process.returncode, err), (0, ""))
        outcomes = {row["outcome"] for row in rows_of(self.folder / "rows.csv")}
        self.assertLessEqual({"completed", "connect_refused"}, outcomes)
        self.assertGreater(json.loads((self.folder / "run.json").read_text())["n_requests"], 0)

    def test_a_full_disk_is_told_in_one_line(self):
        # No file of this process may grow; the signal that says so is ignored, as on a full disk there is none.
        server = self.server()
        command = [path_of("chat_run"), *self.measuring(server.url)["chat_run"], "--requests", "4", "--json", "run.json"]
        done = subprocess.run(["bash", "-c", 'trap "" XFSZ; ulimit -f 0; exec "$@"', "bash", *command], timeout=60,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd=self.folder, env=environment())
        self.assert_fails(done, 1, "cannot write run.json: File too large")
        self.assertIn("4 issued, 4 completed", done.stdout)  # what no file has taken is at least shown
        self.assertEqual([path.name for path in self.folder.iterdir()], ["docs.txt"])
