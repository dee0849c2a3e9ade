import { assert, assertEquals, assertRejects } from "@std/assert";
import { LoadError, loadTokenizer } from "tracebook";
import { embeddedTokenizer } from "../../../lib/train/mod.ts";
import { smallFiles } from "./small_files.ts";

Deno.test("without a source the embedded tokenizer is loaded, once", async () => {
  const tokenizer = await loadTokenizer();
  assertEquals(tokenizer.name, "Qwen2.5");
  assert(tokenizer === await loadTokenizer());
  assert(tokenizer === await embeddedTokenizer());
});

Deno.test("a folder's tokenizer has the folder's files, its template too", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/tokenizer.json`, JSON.stringify(smallFiles.tokenizer));
    await Deno.writeTextFile(`${folder}/chat_template.jinja`, "{{ messages[0].content }}");
    const tokenizer = await loadTokenizer(folder);
    assertEquals([tokenizer.name, tokenizer.chatTemplate], [folder, "{{ messages[0].content }}"]);
    assertEquals(tokenizer.decode(tokenizer.encode("traces")), "traces");
    await Deno.writeTextFile(`${folder}/tokenizer.json`, "{}");
    await assertRejects(() => loadTokenizer(folder), TypeError, `Cannot make the tokenizer ${folder}: `);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("what is neither a folder nor a hub id is said to be none", async () => {
  await assertRejects(() => loadTokenizer("./no_such_folder"), LoadError, "there is no such folder");
  await assertRejects(() => loadTokenizer("hf:one_word"), LoadError, "it is no hub id");
});

Deno.test("the hub is reached by the options given, and no longer once the signal says so", async () => {
  const requests: string[] = [];
  const fetch = ((request: Request | URL) => {
    requests.push(String(request instanceof Request ? request.url : request));
    return Promise.resolve(new Response(null, { status: 404 }));
  }) as typeof globalThis.fetch;
  const options = { fetch, endpoint: "https://hub.test", token: "" };
  await assertRejects(() => loadTokenizer("lab/none", options), LoadError);
  assertEquals(requests, ["https://hub.test/lab/none/resolve/main/tokenizer_config.json"]);

  const stop = new AbortController();
  const never = (() => {
    stop.abort(new Error("enough"));
    return Promise.reject(new TypeError("the connection was closed"));
  }) as typeof globalThis.fetch;
  const ended = { ...options, fetch: never, signal: stop.signal };
  await assertRejects(() => loadTokenizer("lab/none", ended), Error, "enough");
  await assertRejects(() => loadTokenizer(undefined, ended), Error, "enough");
});
