# SPDX-License-Identifier: MIT
"""The files that the programs write, and what they say."""
import json
import re
from pathlib import Path

from support import MODEL, ProgramTest, header_of, rows_of
from unix_relay import unix_relay

CHAT = "gpu,concurrency,max_tokens,p50_ttft_ms,p95_ttft_ms,p50_e2e_ms,p95_e2e_ms,throughput_tok_s,"
BATCH = "workload,gpu,concurrency,max_new_tokens,total_time_s,throughput_tok_s,p50_latency_ms,p95_latency_ms,"
CAPACITY = "precision,conc,tok_s,p95_ms,"
RUN = ["n_requests", "concurrency", "max_tokens", "wall_clock_s", "p50_ttft_ms", "p95_ttft_ms", "p50_e2e_ms", "p95_e2e_ms",
       "throughput_tok_s", "total_tokens"]
SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "schema" / "run-1.schema.json"


class Files(ProgramTest):
    def assert_run(self, run):
        """What the schema promises of a run's JSON."""
        schema = json.loads(SCHEMA.read_text())
        self.assertEqual(list(run)[:10], RUN)
        self.assertEqual(list(schema["properties"])[:10], RUN)
        self.assertEqual(set(run) - set(schema["properties"]), set())
        self.assertEqual(set(schema["required"]) - set(run), set())

    def test_chat_grid_writes_a_row_for_each_cell_in_order(self):
        server = self.server()
        self.assert_works(self.call("chat_grid", "--url", server.url, "--concurrency", "1,3", "--max-tokens", "4,8",
                                    "--requests", "8", "--gpu", "sim", "--csv", "a/b/grid.csv"))
        path = self.folder / "a" / "b" / "grid.csv"
        self.assertTrue(header_of(path).startswith(CHAT), header_of(path))
        rows = rows_of(path)
        self.assertEqual([(row["gpu"], row["concurrency"], row["max_tokens"]) for row in rows],
                         [("sim", "1", "4"), ("sim", "3", "4"), ("sim", "1", "8"), ("sim", "3", "8")])
        for row in rows:
            asked = max(8, 4 * int(row["concurrency"]))
            self.assertEqual((int(row["n_requests"]), int(row["completed"])), (asked, asked))
            self.assertEqual(int(row["output_tokens"]), asked * int(row["max_tokens"]))
            self.assertEqual(row["model"], MODEL)
            ttft, e2e = float(row["p50_ttft_ms"]), float(row["p50_e2e_ms"])
            self.assertTrue(0 < ttft <= float(row["p95_ttft_ms"]) < 1000, row)
            self.assertTrue(ttft < e2e <= float(row["p95_e2e_ms"]) < 5000, row)
            # One token takes 13 ms of the card at least, and the engine is fifty times as fast.
            self.assertGreater(e2e, (int(row["max_tokens"]) - 1) * 13 / 50)
            self.assertTrue(0 < float(row["throughput_tok_s"]) < int(row["concurrency"]) * 1000 / (13 / 50), row)

    def test_batch_grid_asks_each_document_as_often_as_told(self):
        server = self.server()
        self.assert_works(self.call("batch_grid", "--url", server.url, "--docs", self.documents(), "--repeat", "3",
                                    "--concurrency", "2,1", "--max-tokens", "4,8", "--gpu", "sim", "--csv", "batch.csv"))
        path = self.folder / "batch.csv"
        self.assertTrue(header_of(path).startswith(BATCH), header_of(path))
        rows = rows_of(path)
        self.assertEqual([(row["workload"], row["concurrency"], row["max_new_tokens"]) for row in rows],
                         [("summarise", "2", "4"), ("summarise", "1", "4"), ("summarise", "2", "8"), ("summarise", "1", "8")])
        for row in rows:
            self.assertEqual((row["n_requests"], row["completed"], row["failed"]), ("9", "9", "0"))
            self.assertEqual(int(row["output_tokens"]), 9 * int(row["max_new_tokens"]))
            self.assertTrue(0 < float(row["p50_latency_ms"]) <= float(row["p95_latency_ms"]), row)
            self.assertTrue(0 < float(row["total_time_s"]) < 60, row)
            self.assertGreater(float(row["throughput_tok_s"]), 0)

    def test_compare_writes_all_its_files_and_cost_table_reads_them(self):
        bf16 = self.server("--profile", "rtx2000ada/qwen2.5-1.5b/bf16")
        awq = self.server("--profile", "rtx2000ada/qwen2.5-1.5b/awq")
        done = self.call("compare", "--baseline", bf16.url, "--candidate", awq.url, "--candidate-name", "awq", "--concurrency",
                         "1,2", "--max-tokens", "8", "--requests", "12", "--rows", "--gpu", "sim", "--out-dir", "out")
        self.assert_works(done)
        out = self.folder / "out"
        cells = [f"{name}-c{level}-t8" for name in ("bf16", "awq") for level in (1, 2)]
        self.assertEqual({path.name for path in out.iterdir()},
                         {"comparison.md", "comparison.html", "capacity.csv", "chat_grid.csv"} |
                         {f"run-{cell}.json" for cell in cells} | {f"requests-{cell}.csv" for cell in cells})

        self.assertTrue(header_of(out / "capacity.csv").startswith(CAPACITY))
        capacity = rows_of(out / "capacity.csv")
        self.assertEqual([(row["precision"], row["conc"]) for row in capacity],
                         [("bf16", "1"), ("awq", "1"), ("bf16", "2"), ("awq", "2")])
        self.assertTrue(header_of(out / "chat_grid.csv").startswith(CHAT))
        self.assertEqual([row["gpu"] for row in rows_of(out / "chat_grid.csv")], ["sim/bf16", "sim/awq"] * 2)

        issued = 0
        for row, cell in zip(capacity, ["bf16-c1-t8", "awq-c1-t8", "bf16-c2-t8", "awq-c2-t8"]):
            run = json.loads((out / f"run-{cell}.json").read_text())
            self.assert_run(run)
            self.assertEqual((run["n_requests"], run["concurrency"], run["max_tokens"]), (12, int(row["conc"]), 8))
            self.assertEqual(run["total_tokens"], 12 * 8)
            self.assertAlmostEqual(float(row["tok_s"]), run["throughput_tok_s"], delta=run["throughput_tok_s"] / 1e4)
            self.assertAlmostEqual(float(row["p95_ms"]), run["p95_e2e_ms"], delta=run["p95_e2e_ms"] / 1e4)
            requests = rows_of(out / f"requests-{cell}.csv")
            self.assertEqual(sum(request["phase"] == "measured" for request in requests), 12)
            issued += len(requests)
        answered = [server.counter("request_success_total", 'finished_reason="length"') for server in (bf16, awq)]
        self.assertEqual(issued, sum(answered))

        page = (out / "comparison.html").read_text()
        self.assertTrue(page.lower().startswith("<!doctype html>"))
        self.assertTrue(page.rstrip().endswith("</html>"))
        self.assertEqual(re.findall(r"https?://[^\s\"'<>]*", re.sub(r'xmlns="[^"]*"', "", page)), [])
        self.assertEqual(re.findall(r"<(?:link|script|img|iframe)\b[^>]*\b(?:src|href)=", page), [])
        table = [line for line in (out / "comparison.md").read_text().splitlines() if line.startswith("|")]
        self.assertRegex(table[1], r"^\|[ :|-]+\|$")
        self.assertEqual({line.count("|") for line in table[:3]}, {table[0].count("|")})
        self.assertIn("bf16", done.stdout)

        priced = self.call("cost_table", "--csv", "out/capacity.csv", "--per-hour", "0.24")
        self.assert_works(priced)
        for row, line in zip(capacity, self.price_lines(priced.stdout)):
            self.assertEqual(line[:3], [row["precision"], row["conc"], "8"])
            self.assertAlmostEqual(float(line[6]), 0.24 / 3600 / float(row["tok_s"]) * 1e6, delta=0.0001)

    def price_lines(self, text):
        return [re.split(r"\s{2,}", line.strip()) for line in text.split("\n\n", 1)[1].splitlines()[1:]]

    def test_cost_table_gives_the_figures_of_the_formulas(self):
        # US$ per hour / (3600 · tok/s) · 1e6; break-even = that / the API's price; replicas are whole.
        table = self.folder / "capacity.csv"
        table.write_text("precision,conc,tok_s,p95_ms\nbf16,16,620,2570\nawq,16,972,3000.6\nbf16,1,50,\n")
        done = self.call("cost_table", "--csv", table, "--per-hour", "0.24", "--api-price", "0.20", "--demand", "2000")
        self.assert_works(done)
        self.assertEqual(self.price_lines(done.stdout), [
            ["bf16", "16", "620.0", "2570", "met", "0.1075", "54 %", "4", "0.96"],
            ["awq", "16", "972.0", "3001", "missed", "0.0686", "34 %", "3", "0.72"],
            ["bf16", "1", "50.0", "-", "-", "1.3333", "never", "40", "9.60"],
        ])
        table.write_text("precision,conc,tok_s,p95_ms,p95_is_lower_bound\nbf16,8,620,900,false\nbf16,16,620,900,true\n")
        bounds = self.call("cost_table", "--csv", table, "--per-hour", "0.24")
        self.assertEqual([line[4] for line in self.price_lines(bounds.stdout)], ["met", "-"])
        self.assertNotIn("max tokens", bounds.stdout)
        table.write_text("precision,conc,tok_s,p95_ms,max_tokens\nbf16,8,620,900,64\nbf16,8,640,1800,128\n")
        lengths = self.call("cost_table", "--csv", table)
        self.assertRegex(lengths.stdout, r"\nprecision +conc +max tokens +tok/s ")
        self.assertEqual([line[:4] for line in self.price_lines(lengths.stdout)],
                         [["bf16", "8", "64", "620.0"], ["bf16", "8", "128", "640.0"]])

    def test_cost_table_divides_by_the_utilisation(self):
        table = self.folder / "capacity.csv"
        table.write_text("precision,conc,tok_s,p95_ms\nbf16,16,620,2570\nawq,16,972,1640\nbf16,1,50,2500\n")
        half = self.call("cost_table", "--csv", table, "--per-hour", "0.24", "--utilisation", "0.5")
        self.assertEqual([line[5] for line in self.price_lines(half.stdout)], ["0.2151", "0.1372", "2.6667"])

    def test_cost_table_says_what_is_wrong_with_its_file(self):
        for content, words in [(None, "capacity.csv"), ("precision,conc,p95_ms\nbf16,1,5\n", "tok_s"),
                               ("precision,conc,tok_s,p95_ms\nbf16,1,quick,5\n", "tok_s: expected a number, got 'quick'"),
                               ("precision,conc,tok_s,p95_ms\n", "no row with a throughput")]:
            with self.subTest(words):
                table = self.folder / "capacity.csv"
                table.unlink(missing_ok=True)
                if content is not None:
                    table.write_text(content)
                self.assert_fails(self.call("cost_table", "--csv", table), 1, words)

    def test_chat_run_writes_its_result_and_a_row_for_each_request(self):
        server = self.server()
        done = self.call("chat_run", "--url", server.url, "--concurrency", "2", "--max-tokens", "6", "--input-tokens", "11",
                         "--requests", "20", "--warmup", "4", "--slo-e2e", "3s", "--json", "run.json", "--rows", "rows.csv")
        self.assert_works(done)
        run = json.loads((self.folder / "run.json").read_text())
        self.assert_run(run)
        self.assertEqual((run["n_requests"], run["concurrency"], run["max_tokens"], run["total_tokens"]), (20, 2, 6, 120))
        self.assertIn("20 issued, 20 completed, 0 failed", done.stdout)
        rows = rows_of(self.folder / "rows.csv")
        self.assertEqual(len(rows), server.counter("request_success_total", 'finished_reason="length"'))
        self.assertEqual(sum(row["phase"] == "measured" for row in rows), 20)
        self.assertEqual(sorted(int(row["index"]) for row in rows), list(range(len(rows))))
        for row in rows:
            self.assertEqual((row["outcome"], row["input_tokens"], row["output_tokens"]), ("completed", "11", "6"))
            self.assertTrue(float(row["sent_ms"]) <= float(row["first_ms"]) <= float(row["last_ms"]), row)

    def test_chat_run_knows_open_loops_and_whole_answers(self):
        server = self.server()
        options = ["--url", server.url, "--max-tokens", "4", "--warmup", "2", "--json", "run.json"]
        self.assert_works(self.call("chat_run", *options, "--rate", "100", "--requests", "30"))
        run = json.loads((self.folder / "run.json").read_text())
        self.assertEqual((run["n_requests"], run["concurrency"]), (30, None))
        self.assert_works(self.call("chat_run", *options, "--concurrency", "1", "--no-stream", "--requests", "5"))
        run = json.loads((self.folder / "run.json").read_text())
        self.assertEqual((run["total_tokens"], run["p50_ttft_ms"]), (20, None))
        done = self.call("chat_run", *options, "--no-stream", "--slo-ttft", "1s")
        self.assert_fails(done, 2, "expected request.stream")

    def test_a_server_behind_a_unix_socket_is_measured_like_any_other(self):
        server = self.server()
        self.addCleanup(unix_relay(self.folder / "engine.sock", server.url))
        done = self.call("chat_run", "--url", f"unix:{self.folder}/engine.sock", "--concurrency", "2", "--max-tokens", "4",
                         "--requests", "10", "--rows", "rows.csv")
        self.assert_works(done)
        rows = rows_of(self.folder / "rows.csv")
        self.assertEqual({row["outcome"] for row in rows}, {"completed"})
        self.assertEqual(len(rows), server.counter("request_success_total", 'finished_reason="length"'))
