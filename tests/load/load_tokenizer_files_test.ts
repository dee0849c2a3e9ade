/** Tokenizers from folders, and what is said of hub ids that are not there; `tests/peers/tokens` loads from a hub. */
import { assertEquals, assertRejects } from "@std/assert";
import { LoadError } from "tracebook";
import { loadTokenizerFiles } from "../../lib/load/mod.ts";
import { makeTokenizer } from "../../lib/train/mod.ts";
import { inFolder } from "../in_folder.ts";
import { loopbackHub } from "./loopback_hub.ts";
import { repositoryUrl } from "../repository.ts";

const small = await Deno.readTextFile(repositoryUrl("tests/fixtures/train/small.json"));

const write = async (folder: string, files: Record<string, string>) => {
  for (const [name, text] of Object.entries(files)) await Deno.writeTextFile(`${folder}/${name}`, text);
};

Deno.test("a folder's files are read, and a template of its own before the config's", async () => {
  await inFolder(async (folder) => {
    await write(folder, { "tokenizer.json": small });
    assertEquals((await loadTokenizerFiles(folder)).config, {});
    await write(folder, { "tokenizer_config.json": '{"eos_token": "left", "chat_template": "old"}' });
    assertEquals((await loadTokenizerFiles(`${folder}/`)).config, {
      eos_token: "left",
      chat_template: "old",
    });
    await write(folder, { "chat_template.jinja": "new\n" });
    const files = await loadTokenizerFiles(folder);
    assertEquals(files.name, folder);
    assertEquals(files.config, { eos_token: "left", chat_template: "new\n" });
    assertEquals(files.tokenizer, JSON.parse(small));
    assertEquals(Deno.inspect(files), `The files of the tokenizer ${folder}, for makeTokenizer`);
    const tokenizer = await makeTokenizer(files);
    assertEquals(tokenizer.decode(tokenizer.encode("the tool")), "the tool");
    assertEquals(tokenizer.chatTemplate, "new\n");
  });
});

Deno.test("what a folder lacks or holds broken is said with its file and a remedy", async () => {
  await inFolder(async (folder) => {
    const rejects = (message: string) => assertRejects(() => loadTokenizerFiles(folder), LoadError, message);
    await rejects(`Cannot load ${folder}: it has no tokenizer.json. Write one with transformers`);
    await write(folder, { "tokenizer.json": '{"model": ' });
    await rejects(`Cannot load ${folder}/tokenizer.json: it is no JSON. `);
    await write(folder, { "tokenizer.json": "[]" });
    await rejects(`Cannot load ${folder}/tokenizer.json: it is no JSON object. `);
    await write(folder, { "tokenizer.json": small, "tokenizer_config.json": "null" });
    await rejects(`Cannot load ${folder}/tokenizer_config.json: it is no JSON object. `);
    await Deno.writeFile(`${folder}/tokenizer_config.json`, Uint8Array.of(0x7b, 0xff, 0x7d));
    await rejects(`Cannot load ${folder}/tokenizer_config.json: it is not valid UTF-8. `);
  });
});

Deno.test("what is neither a folder nor a hub id is refused before anything is fetched", async () => {
  const fetch = () => Promise.reject(new Error("asked"));
  await inFolder(async (folder) => {
    await write(folder, { "file": "" });
    for (
      const [source, reason] of [
        [`${folder}/none`, "there is no such folder"],
        [`${folder}/file`, "it is no folder"],
        ["./a/b", "there is no such folder"],
        ["qwen", "there is no such folder"],
        ["", "there is no such folder"],
        ["hf:qwen", "it is no hub id"],
        ["hf:a/b/c", "it is no hub id"],
        ["hf:a../b", "it is no hub id"],
      ] as const
    ) {
      await assertRejects(() => loadTokenizerFiles(source, { fetch, token: "" }), LoadError, reason);
    }
  });
});

Deno.test("what the hub does not have or show is said before the package is fetched", async () => {
  await using hub = loopbackHub({ files: { "main/README.md": new Uint8Array(1) }, token: "hf_secret" });
  const load = (id: string, token: string) => () => loadTokenizerFiles(id, { endpoint: hub.endpoint, token });
  await assertRejects(
    load("lab/traces", "wrong"),
    LoadError,
    "Cannot load lab/traces: the hub does not show it without a valid token (401)",
  );
  await assertRejects(
    load("hf:lab/traces", "hf_secret"),
    LoadError,
    "the hub has no such model, revision or file (404)",
  );
  await assertRejects(
    load("lab/none@v1", "hf_secret"),
    LoadError,
    "Cannot load lab/none@v1: the hub has no such model",
  );
  assertEquals(hub.requests.at(-1)?.line, "GET /lab/none/resolve/v1/tokenizer_config.json");
});
