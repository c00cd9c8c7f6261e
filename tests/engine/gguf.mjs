// SPDX-License-Identifier: MIT
// Writes two GGUF v3 files of one seeded random Llama: bf16.gguf and q8_0.gguf. Nothing is downloaded.
//   node gguf.mjs DIR [DIM] [LAYERS]     (1024 8: 85 million parameters, 169 MB and 90 MB)
import {closeSync, mkdirSync, openSync, writeSync} from "node:fs";
import {join} from "node:path";

const dir = process.argv[2];
const dim = Number(process.argv[3] ?? 1024);
const layers = Number(process.argv[4] ?? 8);
if (!dir || !(dim >= 128 && dim % 128 === 0) || !(layers >= 1)) {
  console.error("usage: node gguf.mjs DIR [DIM, a multiple of 128] [LAYERS]");
  process.exit(2);
}

const type = {u32: 4, i32: 5, f32: 6, string: 8, array: 9};
const align = n => Math.ceil(n / 32) * 32;

const u32 = v => { const b = Buffer.alloc(4); b.writeUInt32LE(v); return b; };
const i32 = v => { const b = Buffer.alloc(4); b.writeInt32LE(v); return b; };
const u64 = v => { const b = Buffer.alloc(8); b.writeBigUInt64LE(BigInt(v)); return b; };
const f32 = v => { const b = Buffer.alloc(4); b.writeFloatLE(v); return b; };
const string = s => { const b = Buffer.from(s); return Buffer.concat([u64(b.length), b]); };
const scalar = {u32, i32, f32, string};
const pair = (key, kind, v) => Buffer.concat([string(key), u32(type[kind]), scalar[kind](v)]);
const list = (key, kind, values) =>
  Buffer.concat([string(key), u32(type.array), u32(type[kind]), u64(values.length), ...values.map(scalar[kind])]);

// SentencePiece-like vocabulary: three specials, every byte, the space mark, the printable ASCII characters.
const bytes = Array.from({length: 256}, (_, i) => `<0x${i.toString(16).toUpperCase().padStart(2, "0")}>`);
const printable = Array.from({length: 94}, (_, i) => String.fromCharCode(33 + i));
const tokens = ["<unk>", "<s>", "</s>", ...bytes, "\u2581", ...printable];
const tokenTypes = [2, 3, 3, ...bytes.map(() => 6), 1, ...printable.map(() => 1)];

const header = fileType => [
  pair("general.architecture", "string", "llama"),
  pair("general.name", "string", "tokendyno-random"),
  pair("general.file_type", "u32", fileType),
  pair("llama.context_length", "u32", 2048),
  pair("llama.embedding_length", "u32", dim),
  pair("llama.block_count", "u32", layers),
  pair("llama.feed_forward_length", "u32", 2 * dim),
  pair("llama.attention.head_count", "u32", 4),
  pair("llama.attention.head_count_kv", "u32", 4),
  pair("llama.attention.layer_norm_rms_epsilon", "f32", 1e-5),
  pair("llama.rope.dimension_count", "u32", dim / 4),
  pair("llama.vocab_size", "u32", tokens.length),
  pair("tokenizer.ggml.model", "string", "llama"),
  list("tokenizer.ggml.tokens", "string", tokens),
  list("tokenizer.ggml.scores", "f32", tokens.map(() => 0)),
  list("tokenizer.ggml.token_type", "i32", tokenTypes),
  pair("tokenizer.ggml.bos_token_id", "u32", 1),
  pair("tokenizer.ggml.eos_token_id", "u32", 2),
  pair("tokenizer.ggml.unknown_token_id", "u32", 0),
  pair("tokenizer.chat_template", "string", "{% for m in messages %}{{ m['content'] }}{% endfor %}"),
];

const tensors = [["token_embd", dim, tokens.length], ["output_norm", dim], ["output", dim, tokens.length]];
for (let i = 0; i < layers; ++i) {
  tensors.push([`blk.${i}.attn_norm`, dim], [`blk.${i}.ffn_norm`, dim]);
  for (const name of ["attn_q", "attn_k", "attn_v", "attn_output"]) tensors.push([`blk.${i}.${name}`, dim, dim]);
  tensors.push([`blk.${i}.ffn_gate`, dim, 2 * dim], [`blk.${i}.ffn_up`, dim, 2 * dim],
               [`blk.${i}.ffn_down`, 2 * dim, dim]);
}
const count = ([, a, b]) => a * (b ?? 1);

// xorshift32; the weights are drawn from a table of 65,536 normal(0, 0.05) values, for speed.
let state = 0x9e3779b9;
const next = () => { state ^= state << 13; state ^= state >>> 17; state ^= state << 5; return state >>> 0; };
const normals = Float32Array.from({length: 65536}, () =>
  0.05 * Math.sqrt(-2 * Math.log((next() + 1) / 4294967297)) * Math.cos(2 * Math.PI * next() / 4294967296));
function weights(n) {
  const out = new Float32Array(n);
  for (let i = 0; i < n; ++i) out[i] = normals[next() >>> 16];
  return out;
}

function bf16(values) {
  const from = new Uint32Array(values.buffer);
  const to = new Uint16Array(values.length);
  for (let i = 0; i < to.length; ++i) to[i] = (from[i] + 0x7fff + ((from[i] >>> 16) & 1)) >>> 16;  // nearest even
  return Buffer.from(to.buffer);
}

// Half precision of a positive number in the normal range, which the scale of a block of such weights is but for zeros.
function half(v) {
  const bits = new Uint32Array(new Float32Array([v]).buffer)[0];
  const rounded = bits + 0x0fff + ((bits >>> 13) & 1);
  return (rounded - (112 << 23)) >>> 13;
}

function q8_0(values) {
  const blocks = values.length / 32;
  const out = Buffer.alloc(blocks * 34);
  for (let b = 0; b < blocks; ++b) {
    const at = b * 32;
    let peak = 0;
    for (let i = 0; i < 32; ++i) peak = Math.max(peak, Math.abs(values[at + i]));
    if (peak === 0) continue;
    const scale = peak / 127;
    out.writeUInt16LE(half(scale), b * 34);
    for (let i = 0; i < 32; ++i) out[b * 34 + 2 + i] = Math.round(values[at + i] / scale);
  }
  return out;
}

// file_type: 32 = mostly BF16, 7 = mostly Q8_0. Tensor types: 0 = F32, 30 = BF16, 8 = Q8_0.
const files = [
  {name: "bf16.gguf", fileType: 32, tensorType: 30, size: n => n * 2, encode: bf16},
  {name: "q8_0.gguf", fileType: 7, tensorType: 8, size: n => n / 32 * 34, encode: q8_0},
];

mkdirSync(dir, {recursive: true});
for (const file of files) {
  const bytesOf = t => t.length === 2 ? count(t) * 4 : file.size(count(t));
  const pairs = header(file.fileType);
  const infos = [];
  let offset = 0;
  for (const t of tensors) {
    const dims = t.slice(1);
    infos.push(Buffer.concat([string(`${t[0]}.weight`), u32(dims.length), ...dims.map(u64),
                              u32(t.length === 2 ? 0 : file.tensorType), u64(offset)]));
    offset = align(offset + bytesOf(t));
  }
  const head = Buffer.concat([Buffer.from("GGUF"), u32(3), u64(tensors.length), u64(pairs.length), ...pairs, ...infos]);
  file.handle = openSync(join(dir, file.name), "w");
  file.put = data => writeSync(file.handle, Buffer.concat([data, Buffer.alloc(align(data.length) - data.length)]));
  file.put(head);
}

let parameters = 0;
for (const t of tensors) {
  parameters += count(t);
  const values = t.length === 2 ? new Float32Array(count(t)).fill(1) : weights(count(t));
  // Only printable characters are ever the likeliest: servers hold back a token that ends within a character, and then
  // the first event is not the first token.
  if (t[0] === "output") values.fill(0, 0, (tokens.length - printable.length) * dim);
  for (const file of files) file.put(t.length === 2 ? Buffer.from(values.buffer) : file.encode(values));
}
for (const file of files) closeSync(file.handle);
console.log(`${(parameters / 1e6).toFixed(1)} M parameters: ${files.map(f => join(dir, f.name)).join(", ")}`);
