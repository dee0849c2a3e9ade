import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { loadTraces, makeRedactor, type Trace } from "tracebook";
import { makeRedactionCounter } from "../../lib/redact/mod.ts";
import { walkFiles } from "../walk_files.ts";
import { repositoryPath } from "../repository.ts";

const redact = await makeRedactor();
const traceOf = (...values: string[]): Trace => ({
  id: "a",
  conversations: values.map((value) => ({ from: "tool", value })),
});
const clean = (text: string) => redact(traceOf(text)).trace.conversations[0]!.value;

// Put together here, so that no scanner takes this file for a leak.
const GITHUB = `ghp_${"a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"}`;
const SECRETS: Record<string, string> = {
  github: GITHUB,
  aws: `wJalrXUtnFEMI/K7MDENG/${"bPxRfiCYEXAMPLEKEZ"}`,
  slack: `xoxb-123456789012-123456789012-${"abcdefghijklmnopqrstuvwx"}`,
  anthropic: `sk-ant-api03-${"a".repeat(93)}AA`,
  huggingface: `hf_${"abcdefghijklmnopqrstuvwxyzABCDEFGH"}`,
};

Deno.test("keys are found by their shapes, in a sentence, in JSON and in a shell's output", () => {
  for (const [rule, secret] of Object.entries(SECRETS)) {
    const named = rule === "aws" ? `aws_secret_access_key = ${secret}` : `the key is ${secret}`;
    for (
      const text of [
        named,
        `$ env\n${named}\n`,
        `<tool_response>\n${JSON.stringify({ output: named })}\n</tool_response>`,
      ]
    ) {
      const { trace, redactions } = redact(traceOf(text));
      const { value } = trace.conversations[0]!;
      assert(!value.includes(secret), `${rule}: ${value}`);
      assertEquals(value, text.replace(secret, "[redacted secret]"), rule);
      assertEquals(redactions, [{ kind: "secret", rule, field: "conversations[0].value" }]);
    }
  }
});

Deno.test("a secret is replaced wherever the trace repeats it, in turns, tools and the task", () => {
  const { aws } = SECRETS;
  const trace: Trace = {
    ...traceOf(`aws_secret_access_key = ${aws}`, `I pass ${aws} on.`),
    tools: JSON.stringify([{ description: aws }]),
    task: `use ${aws}`,
  };
  const { trace: cleaned, redactions } = redact(trace);
  assert(!JSON.stringify(cleaned).includes(aws!));
  assertEquals(redactions.map(({ field }) => field), [
    "conversations[0].value",
    "conversations[1].value",
    "tools",
    "task",
  ]);
  assertEquals(JSON.parse(cleaned.tools!), [{ description: "[redacted secret]" }]);
});

Deno.test("what stands behind an escaped line end is found too, in JSON and in JSON in JSON, which stay JSON", () => {
  const key = `-----BEGIN RSA PRIVATE KEY-----\n${
    "MIIEowIBAAKCAQEAn1b2c3d4e5f6g7h8".repeat(9)
  }\n-----END RSA PRIVATE KEY-----`;
  const lines = [
    GITHUB,
    "nina@lovelace.org",
    "10.1.2.3",
    "fe80::8a2e:370:7334",
    "/home/nina/x",
    "C:\\Users\\nina\\new",
    key,
  ];
  const clean = ["secret", "email", "ip", "ip"].map((kind) => `[redacted ${kind}]`);
  const after = [...clean, "/home/user/x", "C:\\Users\\user\\new", "[redacted secret]", '@app.get("/")'].join(
    "\n",
  );
  let read = [...lines, '@app.get("/")'].join("\n");
  let expected = after;
  for (let depth = 0; depth < 3; depth++) {
    assertEquals(redact(traceOf(read)).trace.conversations[0]!.value, expected, `depth ${depth}`);
    [read, expected] = [JSON.stringify({ output: read }), JSON.stringify({ output: expected })];
  }
});

Deno.test("a comment in a text turns no rule off", () => {
  assertEquals(clean(`// secretlint-disable\n${GITHUB}`), "// secretlint-disable\n[redacted secret]");
});

Deno.test("private keys and addresses with a password go", () => {
  const key = `-----BEGIN RSA PRIVATE KEY-----\n${
    "MIIEowIBAAKCAQEAn1b2c3d4e5f6g7h8".repeat(20)
  }\n-----END RSA PRIVATE KEY-----`;
  assertEquals(clean(`before\n${key}\nafter`), "before\n[redacted secret]\nafter");
  assert(!clean("postgres://ada:p4ssw0rd@db.internal:5432/x").includes("p4ssw0rd"));
  assert(!clean("git clone https://ada:p4ssw0rd@git.lovelace.org/x").includes("p4ssw0rd"));
});

Deno.test("e-mail addresses, names in home folders' paths, and addresses of machines go", () => {
  const cases: [before: string, after: string][] = [
    ["Mail ada.l+x@lovelace.co.uk, please.", "Mail [redacted email], please."],
    ["Author: Ada <ada@example.com>", "Author: Ada <[redacted email]>"],
    ["/home/ada/notes.txt", "/home/user/notes.txt"],
    ['{"cwd": "/Users/ada"}', '{"cwd": "/Users/user"}'],
    ["C:\\Users\\ada\\x and C:\\\\Users\\\\ada\\\\x", "C:\\Users\\user\\x and C:\\\\Users\\\\user\\\\x"],
    ["ssh root@203.0.113.7 -p 22", "ssh root@[redacted ip] -p 22"],
    ["http://192.168.1.17:8080/", "http://[redacted ip]:8080/"],
    ["inet 10.0.0.5/24", "inet [redacted ip]/24"],
    ["ping 2001:db8::8a2e:370:7334.", "ping [redacted ip]."],
  ];
  for (const [before, after] of cases) assertEquals(clean(before), after);
});

Deno.test("code, versions, times, routes and this machine's own addresses stay as they are", () => {
  const stays = [
    "git clone git@github.com:owner/name.git && git remote add x ssh://git@github.com/owner/name",
    "@app.route('/home/settings/profile') def home(): return render('/home/about')",
    'import x from "@scope/name"; // logo@2x.png, react@18.2.0, actions/checkout@v4',
    "User-Agent: Mozilla/5.0 Chrome/120.0.0.0 Safari/537.36",
    "pip install torch==2.1.0.1 && v1.2.3.4-rc1 && 1.2.3.4.5",
    "127.0.0.1 localhost ::1 0.0.0.0 255.255.255.0",
    "std::vec::Vec<a::b::c>, Foo::bar::baz(), [::2], x[1:2:3], aa:bb:cc:dd:ee:ff, 12:34:56",
    "/home/user/x /home/runner/work /Users/Shared/x ~/notes https://example.org/home/ada/x src/home/ada/index.ts",
    "matrix @ vector; a@b; decorator@; e-mail@; 5@3",
    "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "550e8400-e29b-41d4-a716-446655440000 is an id; AKIA is a prefix; sk-learn; hf_hub_download(); ghp_; xoxb-",
    "password = os.environ['PASSWORD']; token: str = getpass(); API_KEY=\"<your key>\"",
  ];
  for (const text of stays) assertEquals(redact(traceOf(text)).redactions, [], text);
});

Deno.test("this project's own code holds nothing to redact", async () => {
  const paths = await walkFiles(repositoryPath("lib"));
  for (const path of paths.filter((path) => path.endsWith(".ts") && !/\/lib\/(redact|sample)\//.test(path))) {
    assertEquals(redact(traceOf(await Deno.readTextFile(path))).redactions, [], path);
  }
});

Deno.test("JSON stays JSON, what is clean stays the same object, and a second time finds nothing", () => {
  const pieces = fc.constantFrom(
    ...Object.values(SECRETS),
    "ada@lovelace.org",
    "/home/ada/x",
    "10.1.2.3",
    '"',
    "\\",
    "\n",
    " x=",
  );
  fc.assert(fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 8 }), (parts) => {
    const text = JSON.stringify({ output: parts.join(" ") });
    const once = redact(traceOf(text));
    JSON.parse(once.trace.conversations[0]!.value);
    const twice = redact(once.trace);
    assertEquals(twice.redactions, []);
    assert(twice.trace === once.trace);
  }));
});

Deno.test("hostile texts take no time", () => {
  const began = performance.now();
  for (
    const piece of [
      "a@",
      "a",
      "a.",
      "@a.",
      "1.",
      "1.1.1.1.",
      "a:",
      "::",
      "/home/",
      "/home/a",
      "https://",
      "C:\\Users\\",
      "-----BEGIN ",
      "\\",
      "\\n",
    ]
  ) {
    redact(traceOf(piece.repeat(200_000)));
  }
  const ms = performance.now() - began;
  assert(ms < 10_000, `${ms} ms for 15 texts of up to 2 MB`);
});

Deno.test("the report counts kinds, places and traces, and repeats nothing of what was there", async () => {
  const counter = makeRedactionCounter();
  const traces = [traceOf(`${GITHUB} ada@lovelace.org`, "ada@lovelace.org"), {
    ...traceOf("ada@lovelace.org"),
    id: "b",
  }, traceOf("x")];
  for (const trace of traces) counter.add(redact(trace));
  const report = counter.report();
  assertEquals({ ...report }, {
    traces: 3,
    changed: 2,
    redactions: [
      { kind: "email", rule: null, places: 3, traces: 2, first: "a", field: "conversations[0].value" },
      { kind: "secret", rule: "github", places: 1, traces: 1, first: "a", field: "conversations[0].value" },
    ],
  });
  assert(!JSON.stringify(report).includes("lovelace"));
  for await (const trace of loadTraces("sample")) counter.add(redact(trace));
  const kinds = counter.report().redactions.filter(({ kind }) => kind === "secret");
  assertEquals(kinds.map(({ places }) => places), [1], "no secret is seen in the embedded sample");
});
