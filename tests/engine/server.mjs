// SPDX-License-Identifier: MIT
// An OpenAI-shaped server around llama.cpp (node-llama-cpp): chat completions as SSE or as one body, /health,
// /v1/models, and /metrics with the engine's own token counters under vLLM's names.
//   node server.mjs --model FILE.gguf --name NAME [--port 0] [--sequences 8] [--engine-dir DIR]
// Prints one line "listening on http://127.0.0.1:PORT" once the model is loaded; ends on SIGTERM.
import {createServer} from "node:http";
import {createRequire} from "node:module";
import {join, resolve} from "node:path";
import {pathToFileURL} from "node:url";
import {parseArgs} from "node:util";

const {values: options} = parseArgs({options: {
  model: {type: "string"}, name: {type: "string"}, port: {type: "string", default: "0"},
  sequences: {type: "string", default: "8"}, "engine-dir": {type: "string", default: "."},
}});
if (!options.model || !options.name) throw new Error("--model and --name are required");

const entry = createRequire(join(resolve(options["engine-dir"]), "package.json")).resolve("node-llama-cpp");
const {getLlama} = await import(pathToFileURL(entry).href);
const llama = await getLlama({gpu: false, build: "never", skipDownload: true, maxThreads: 1, logLevel: "error"});
const model = await llama.loadModel({modelPath: options.model});
const contextSize = 1024;
const sequences = Number(options.sequences);
// One thread: two on two cores halve the speed, since the client needs a core as well.
const context = await model.createContext({contextSize, sequences, threads: 1, batchSize: 256});

const free = Array.from({length: sequences}, () => context.getSequence());
const waiting = [];
const counters = {prompt: 0, generation: 0, success: {stop: 0, length: 0}, running: 0};

const acquire = () => free.length ? Promise.resolve(free.pop()) : new Promise(go => waiting.push(go));
function release(sequence) {
  const go = waiting.shift();
  if (go) go(sequence); else free.push(sequence);
}

class refusal extends Error {
  constructor(code, type, message, param = null) {
    super(message);
    this.code = code;
    this.body = JSON.stringify({error: {message, type, param, code}});
  }
}

function json(response, code, body) {
  response.writeHead(code, {"content-type": "application/json"});
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}

function textOf(message) {
  if (typeof message?.content === "string") return message.content;
  if (Array.isArray(message?.content)) return message.content.map(part => part.text ?? "").join("");
  return "";
}

async function bodyOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  try {
    return JSON.parse(Buffer.concat(parts).toString());
  } catch {
    throw new refusal(400, "BadRequestError", "the body is not JSON");
  }
}

function checked(body) {
  if (body.model !== undefined && body.model !== options.name)
    throw new refusal(404, "NotFoundError", `The model \`${body.model}\` does not exist.`, "model");
  if (!Array.isArray(body.messages) || body.messages.length === 0)
    throw new refusal(400, "BadRequestError", "messages must be a non-empty list", "messages");
  if ((body.n ?? 1) !== 1) throw new refusal(400, "BadRequestError", "n must be 1", "n");
  const prompt = [model.tokens.bos, ...model.tokenize(body.messages.map(textOf).join(""))];
  const room = contextSize - prompt.length;
  const limit = body.max_completion_tokens ?? body.max_tokens ?? room;
  if (!Number.isInteger(limit) || limit < 1)
    throw new refusal(400, "BadRequestError", "max_tokens must be at least 1", "max_tokens");
  if (limit > room)
    throw new refusal(400, "BadRequestError",
                      `${prompt.length} prompt tokens and ${limit} output tokens exceed ${contextSize}`, "max_tokens");
  return {prompt, limit};
}

// Yields one piece of text a token, as the engine makes them; "" while the bytes of a character are incomplete.
async function* generate(sequence, prompt, limit, body, state) {
  await sequence.clearHistory();
  counters.prompt += prompt.length;
  const sampling = {temperature: body.temperature ?? 1, yieldEogToken: true};
  if (Number.isInteger(body.seed)) sampling.seed = body.seed;
  let pending = [];
  for await (const token of sequence.evaluate(prompt, sampling)) {
    ++counters.generation;
    ++state.tokens;
    const end = model.isEogToken(token);
    if (!end) pending.push(token);
    const text = end ? "" : model.detokenize(pending);
    const whole = !text.endsWith("\ufffd") || pending.length >= 4;
    if (whole) pending = [];
    if (end && body.ignore_eos !== true) state.finish = "stop";
    yield whole ? text : "";
    if (state.finish === "stop" || state.tokens >= limit) return;
  }
}

let serial = 0;
async function complete(request, response) {
  const body = await bodyOf(request);
  const {prompt, limit} = checked(body);
  const head = {id: `chatcmpl-${++serial}`, created: Math.floor(Date.now() / 1000), model: options.name};
  const state = {tokens: 0, finish: "length"};
  let gone = false;
  response.on("close", () => { gone = true; });
  const sequence = await acquire();
  ++counters.running;
  try {
    if (gone) return;
    let text = "";
    const chunk = fields => response.write(
      `data: ${JSON.stringify({...head, object: "chat.completion.chunk", ...fields})}\n\n`);
    const choice = (delta, finish_reason = null) => ({choices: [{index: 0, delta, finish_reason}]});
    for await (const piece of generate(sequence, prompt, limit, body, state)) {
      if (gone) return;
      if (!body.stream) { text += piece; continue; }
      if (state.tokens === 1) {
        response.writeHead(200, {"content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache"});
        chunk(choice({role: "assistant", content: ""}));
      }
      chunk(choice({content: piece}));
    }
    ++counters.success[state.finish];
    const usage = {prompt_tokens: prompt.length, completion_tokens: state.tokens,
                   total_tokens: prompt.length + state.tokens};
    if (!body.stream) {
      json(response, 200, {...head, object: "chat.completion", usage, choices: [
        {index: 0, message: {role: "assistant", content: text}, finish_reason: state.finish}]});
      return;
    }
    chunk(choice({}, state.finish));
    if (body.stream_options?.include_usage) chunk({choices: [], usage});
    response.end("data: [DONE]\n\n");
  } finally {
    --counters.running;
    release(sequence);
  }
}

function metrics() {
  const label = `{model_name="${options.name}"}`;
  const family = (name, type, help, lines) => [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines];
  return [
    ...family("vllm:prompt_tokens_total", "counter", "Number of prefill tokens processed.",
              [`vllm:prompt_tokens_total${label} ${counters.prompt}`]),
    ...family("vllm:generation_tokens_total", "counter", "Number of generation tokens processed.",
              [`vllm:generation_tokens_total${label} ${counters.generation}`]),
    ...family("vllm:request_success_total", "counter", "Count of successfully processed requests.",
              Object.entries(counters.success).map(([reason, n]) =>
                `vllm:request_success_total{model_name="${options.name}",finished_reason="${reason}"} ${n}`)),
    ...family("vllm:num_requests_running", "gauge", "Requests with a sequence.",
              [`vllm:num_requests_running${label} ${counters.running}`]),
    ...family("vllm:num_requests_waiting", "gauge", "Requests waiting for a sequence.",
              [`vllm:num_requests_waiting${label} ${waiting.length}`]),
  ].join("\n") + "\n";
}

const server = createServer(async (request, response) => {
  try {
    const route = `${request.method} ${new URL(request.url, "http://localhost").pathname}`;
    if (route === "POST /v1/chat/completions") await complete(request, response);
    else if (route === "GET /health") json(response, 200, {status: "ok"});
    else if (route === "GET /v1/models")
      json(response, 200, {object: "list", data: [{id: options.name, object: "model", owned_by: "llama.cpp",
                                                   max_model_len: contextSize}]});
    else if (route === "GET /metrics") {
      response.writeHead(200, {"content-type": "text/plain; version=0.0.4; charset=utf-8"});
      response.end(metrics());
    } else throw new refusal(404, "NotFoundError", "Not Found");
  } catch (error) {
    if (response.headersSent) response.destroy();
    else if (error instanceof refusal) json(response, error.code, error.body);
    else json(response, 500, {error: {message: String(error), type: "InternalServerError", param: null, code: 500}});
  }
});
server.keepAliveTimeout = 30_000;
server.listen(Number(options.port), "127.0.0.1", () =>
  console.log(`listening on http://127.0.0.1:${server.address().port}`));
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => process.exit(0));
