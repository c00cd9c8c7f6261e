// SPDX-License-Identifier: MIT
// Compares what a comparison wrote with what the engines counted themselves.
//   node check.mjs OUT_DIR NAME=URL …
// OUT_DIR holds a Markdown file with a table, and requests files (CSV, a row for each request that was sent, warm-up
// included) whose names contain the NAME of the arm.
import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";

const [dir, ...arms] = process.argv.slice(2);
let passed = 0, failed = 0;
function check(name, right, said = "") {
  console.log(`${right ? "ok    " : "FAILED"}  ${name}${said && `: ${said}`}`);
  right ? ++passed : ++failed;
}

const pages = readdirSync(dir).filter(name => name.endsWith(".md")).map(name => readFileSync(join(dir, name), "utf8"));
const rows = pages.join("\n").split("\n").filter(line => line.startsWith("|"));
check("there is a Markdown table", rows.length > 2, `${rows.length} rows`);

// The fields of a CSV line; a quoted field may hold commas and doubled quotes.
const fieldsOf = line => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)]
  .map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain);

// The output tokens of every request of an arm.
function tokensOf(arm) {
  const found = [];
  for (const name of readdirSync(dir).filter(name => name.endsWith(".csv") && name.includes(arm))) {
    const [head, ...lines] = readFileSync(join(dir, name), "utf8").trim().split(/\r?\n/).map(fieldsOf);
    const column = head.indexOf("output_tokens");
    if (head[0] === "index" && column >= 0) found.push(...lines.map(fields => Number(fields[column])));
  }
  return found;
}

for (const arm of arms) {
  const [name, url] = arm.split(/=(.*)/s);
  const text = await (await fetch(`${url}/metrics`)).text();
  const total = metric => text.split("\n").filter(line => line.startsWith(metric))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" "))), 0);
  const mine = tokensOf(name);
  const tokens = mine.reduce((sum, n) => sum + n, 0);
  check(`${name} is on the page`, pages.some(page => page.replaceAll("\\", "").includes(name)));
  check(`${name}: requests`, mine.length > 0 && mine.length === total("vllm:request_success_total"),
        `${mine.length} here, ${total("vllm:request_success_total")} there`);
  check(`${name}: tokens`, tokens > 0 && tokens === total("vllm:generation_tokens_total"),
        `${tokens} here, ${total("vllm:generation_tokens_total")} there`);
  check(`${name}: nothing is left running`, total("vllm:num_requests_running") === 0);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
