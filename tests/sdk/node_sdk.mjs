// SPDX-License-Identifier: MIT
// Puts each request of the JSON list on standard input through the node SDK; prints a line of JSON for each.
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {pathToFileURL} from "node:url";

// The SDK lies in the cache: its folder is the first argument.
const require = createRequire(pathToFileURL(process.argv[2] + "/package.json"));
const {OpenAI} = require("openai");

function lineage(error) {
  const names = [];
  for (let c = error.constructor; c && c.name; c = Object.getPrototypeOf(c)) names.push(c.name);
  return names;
}

async function ask(job) {
  const said = {chunks: 0, text: "", usage: null, raised: null, status: null};
  const client = new OpenAI({baseURL: job.base_url, apiKey: "none", maxRetries: 0, timeout: 60000});
  const chat = job.endpoint === "chat";
  try {
    const stream = await (chat ? client.chat.completions : client.completions).create({...job.body, stream: true});
    for await (const chunk of stream) {
      ++said.chunks;
      if (chunk.usage) said.usage = chunk.usage.completion_tokens;
      // A server's own format has no choices.
      for (const choice of chunk.choices ?? []) {
        if (choice.index === 0) said.text += (chat ? choice.delta.content : choice.text) ?? "";
      }
    }
  } catch (error) {
    said.raised = lineage(error);
    said.status = error.status ?? null;
  }
  return said;
}

console.log(require("openai/version").VERSION);
for (const job of JSON.parse(readFileSync(0, "utf8"))) console.log(JSON.stringify(await ask(job)));
