# SPDX-License-Identifier: MIT
"""Options, their values, and the environment variables behind them."""
import re
from pathlib import Path

from support import ProgramTest, rows_of

PAGE = Path(__file__).resolve().parents[2] / "docs" / "programs.md"
TLS = ["--insecure", "--ca-file"]
TARGET = ["--url", "--model", "--api-key", "--timeout", *TLS]
OPTIONS = {
    "chat_run": [*TARGET, "--concurrency", "--rate", "--requests", "--after", "--warmup", "--input-tokens", "--max-tokens",
                 "--seed", "--slo-ttft", "--slo-e2e", "--temperature", "--extra-body", "--no-stream", "--ignore-eos",
                 "--json", "--rows"],
    "chat_grid": [*TARGET, "--concurrency", "--max-tokens", "--input-tokens", "--requests", "--seed", "--csv",
                  "--gpu"],
    "batch_grid": [*TARGET, "--docs", "--repeat", "--concurrency", "--max-tokens", "--csv", "--gpu"],
    "compare": ["--baseline", "--candidate", "--baseline-name", "--candidate-name", "--model", "--api-key", "--timeout",
                *TLS, "--sim", "--concurrency", "--max-tokens", "--input-tokens", "--requests", "--seed", "--extra-body",
                "--out-dir", "--gpu", "--rows", "--quick"],
    "cost_table": ["--csv", "--per-hour", "--slo-e2e", "--utilisation", "--api-price", "--demand"],
    "simulated_server": ["--profile", "--port", "--address", "--model", "--api-key", "--max-model-len", "--max-queued",
                         "--dialect", "--speed"],
}
BEHIND = {  # option: environment variable
    "chat_run": {"--url": "URL", "--model": "MODEL", "--api-key": "OPENAI_API_KEY", "--json": "OUT_JSON",
                 "--rows": "OUT_ROWS"},
    "chat_grid": {"--url": "URL", "--model": "MODEL", "--api-key": "OPENAI_API_KEY", "--csv": "OUT_CSV",
                  "--gpu": "GPU_NAME"},
    "batch_grid": {"--url": "URL", "--model": "MODEL", "--api-key": "OPENAI_API_KEY", "--docs": "DOCS_FILE",
                   "--csv": "OUT_CSV", "--gpu": "GPU_NAME"},
    "compare": {"--baseline": "BASELINE_URL", "--candidate": "CANDIDATE_URL", "--model": "MODEL",
                "--api-key": "OPENAI_API_KEY", "--gpu": "GPU_NAME"},
    "cost_table": {},
    "simulated_server": {},
}
UNREADABLE = [
    ("chat_run", "--concurrency", "many", "--concurrency: expected a whole number, got 'many'"),
    ("chat_run", "--concurrency", "-1", "--concurrency: expected a whole number, got '-1'"),
    ("chat_run", "--concurrency", "1.5", "--concurrency: expected a whole number, got '1.5'"),
    ("chat_run", "--concurrency", "", "--concurrency: expected a whole number, got ''"),
    ("chat_run", "--concurrency", "4294967296", "--concurrency: expected a whole number of at most 4294967295, got '4294967296'"),
    ("chat_run", "--rate", "fast", "--rate: expected a number, got 'fast'"),
    ("chat_run", "--after", "3h", "--after: expected a time such as 30s, 500ms or 2min, got '3h'"),
    ("chat_run", "--after", "99999999999s", "--after: expected a time below 30 years"),
    ("chat_run", "--slo-ttft", "ms", "--slo-ttft: expected a number, got ''"),
    ("chat_grid", "--concurrency", "1,x,4", "--concurrency: expected a whole number, got 'x'"),
    ("chat_grid", "--max-tokens", "64,,128", "--max-tokens: expected a whole number, got ''"),
    ("batch_grid", "--repeat", "4x", "--repeat: expected a whole number, got '4x'"),
    ("compare", "--requests", "1e3", "--requests: expected a whole number, got '1e3'"),
    ("cost_table", "--per-hour", "cheap", "--per-hour: expected a number, got 'cheap'"),
    ("cost_table", "--utilisation", "0", "utilisation: expected a share in (0, 1]"),
    ("simulated_server", "--port", "99999", "--port: expected a whole number of at most 65535, got '99999'"),
    ("simulated_server", "--dialect", "esperanto",
     "dialect: expected one of vllm llama-server llama-cpp-python llm-d transformers, got 'esperanto'"),
    ("simulated_server", "--speed", "0", "speed: expected a positive number"),
    ("simulated_server", "--profile", "abacus", "profile: expected gpu/model/scheme, got 'abacus'"),
]


class CommandLine(ProgramTest):
    def test_help_names_every_option_and_the_environment_behind_it(self):
        for program, options in OPTIONS.items():
            with self.subTest(program):
                done = self.call(program, "--help")
                self.assert_works(done)
                self.assertEqual(re.findall(r"^  (--[a-z0-9-]+)", done.stdout, re.M), [*options, "--help"])
                behind = re.findall(r"^  (--\S+).*\[environment: (\w+)\]$", done.stdout, re.M)
                self.assertEqual(dict(behind), BEHIND[program])
                self.assertEqual(self.call(program, "-h").stdout, done.stdout)

    def test_the_page_of_the_programs_shows_their_help_as_it_is_printed(self):
        shown = re.findall(r"^```text\n(usage: .*?)^```$", PAGE.read_text(), re.M | re.S)
        for program in OPTIONS:
            with self.subTest(program):
                self.assertIn(self.call(program, "--help").stdout, shown)
        self.assertEqual(len(shown), len(OPTIONS))

    def test_an_unknown_option_is_refused(self):
        for program in OPTIONS:
            with self.subTest(program):
                self.assert_fails(self.call(program, "--frobnicate", "3"), 2, "unknown option '--frobnicate' (see --help)")
                self.assert_fails(self.call(program, "loose"), 2, "unknown option 'loose'")

    def test_an_option_without_its_value_and_a_flag_with_one_are_refused(self):
        self.assert_fails(self.call("chat_run", "--url"), 2, "--url needs a value")
        self.assert_fails(self.call("compare", "--quick=yes"), 2, "--quick takes no value")

    def test_values_that_do_not_read_are_refused_in_words(self):
        (self.folder / "capacity.csv").write_text("precision,conc,tok_s,p95_ms\nbf16,1,50,100\n")
        for program, option, value, words in UNREADABLE:
            with self.subTest(f"{program} {option} {value!r}"):
                # cost_table looks at some values only with a table before it.
                table = ["--csv", self.folder / "capacity.csv"] if program == "cost_table" else []
                self.assert_fails(self.call(program, *table, option, value), 2, words)
                self.assert_fails(self.call(program, *table, f"{option}={value}"), 2, words)

    def test_nothing_or_too_much_to_do_is_refused_before_a_request_is_sent(self):
        server = self.server()
        docs = self.documents()
        for program, *options in [
            ("chat_run", "--concurrency", "0"), ("chat_run", "--max-tokens", "0"), ("chat_run", "--requests", "0"),
            ("chat_run", "--rate", "0"), ("chat_run", "--input-tokens", "0"),
            ("chat_run", "--concurrency", "65536"), ("chat_run", "--timeout", "0"), ("chat_grid", "--timeout", "0"),
            ("chat_grid", "--concurrency", "1,0"), ("chat_grid", "--concurrency", "1,65536"),
            ("chat_grid", "--max-tokens", "8,0"),
            ("batch_grid", "--concurrency", "1,0"), ("batch_grid", "--concurrency", "1,65536"),
            ("batch_grid", "--max-tokens", "8,0"), ("batch_grid", "--repeat", "0"),
        ]:  # yapf: disable
            with self.subTest(f"{program} {' '.join(options)}"):
                more = ["--docs", docs] if program == "batch_grid" else []
                self.assert_fails(self.call(program, "--url", server.url, *more, *options), 2, "")
        for options in [("--concurrency", "1,0"), ("--concurrency", "1,65536"), ("--max-tokens", "8,0"), ("--timeout", "0")]:
            with self.subTest(f"compare {' '.join(options)}"):
                both = ["--baseline", server.url, "--candidate", server.url]
                self.assert_fails(self.call("compare", *both, *options), 2, "")
        self.assertEqual(server.asked(), 0)

    def test_arms_of_one_name_are_refused_since_their_files_would_be_one(self):
        done = self.call("compare", "--baseline-name", "a", "--candidate-name", "a")
        self.assert_fails(done, 2, "--candidate-name: expected another name than the baseline's, got 'a'")

    def test_the_environment_gives_values_and_options_override_it(self):
        server = self.server()
        small = ["--concurrency", "1", "--max-tokens", "4"]
        knobs = {"URL": server.url, "OUT_CSV": "from/environment.csv", "GPU_NAME": "from environment"}
        self.assert_works(self.call("chat_grid", *small, "--requests", "4", **knobs))
        self.assertEqual(rows_of(self.folder / "from/environment.csv")[0]["gpu"], "from environment")

        options = ["--url", server.url, "--csv", "from/option.csv", "--gpu", "from option"]
        others = {"URL": self.dead_url(), "OUT_CSV": "other.csv", "GPU_NAME": "other"}
        self.assert_works(self.call("chat_grid", *small, *options, "--requests", "4", **others))
        self.assertEqual(rows_of(self.folder / "from/option.csv")[0]["gpu"], "from option")
        self.assertFalse((self.folder / "other.csv").exists())

        self.documents("One.[DOC]Two.")
        self.assert_works(self.call("batch_grid", *small, "--repeat", "2", DOCS_FILE="docs.txt", **knobs))
        self.assertEqual(rows_of(self.folder / "from/environment.csv")[0]["n_requests"], "4")
        self.assert_works(self.call("batch_grid", *small, "--docs", "docs.txt", DOCS_FILE="missing.txt", **knobs))
        self.assert_fails(self.call("batch_grid", *small, DOCS_FILE="missing.txt", **knobs), 1, "missing.txt")

    def test_an_environment_variable_without_a_value_counts_as_not_set(self):
        server = self.server()
        empty = {"URL": "", "MODEL": "", "OPENAI_API_KEY": "", "OUT_CSV": "", "GPU_NAME": ""}
        self.assert_works(self.call("chat_grid", "--url", server.url, "--concurrency", "1", "--max-tokens", "4",
                                    "--requests", "4", **empty))
        self.assertEqual(rows_of(self.folder / "results/chat_grid.csv")[0]["gpu"], "unknown")

    def test_an_environment_value_that_does_not_read_is_refused(self):
        self.assert_fails(self.call("chat_run", URL="ftp://somewhere"), 1, "ftp://somewhere")
