import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { htmlDocument } from "../../lib/display/mod.ts";

Deno.test("a document escapes its title and may run and load nothing", () => {
  const page = htmlDocument({ title: "</title><script>", body: "<p>text</p>\n", style: "p {}" });
  assertStringIncludes(page, "<title>&lt;/title&gt;&lt;script&gt;</title>\n<style>p {}</style>\n");
  assertStringIncludes(page, `content="default-src 'none'; style-src 'unsafe-inline';`);
  assert(page.startsWith(`<!doctype html>\n<html lang="en">`) && !page.includes("<script"));
  assertEquals(page.slice(page.indexOf("<body")), "<body>\n<p>text</p>\n</body>\n</html>\n");
});

Deno.test("a document has the language, policy, head and id that are given", () => {
  const head = `<link rel="icon" href="data:,">\n`;
  const meta = `<meta name="referrer" content="no-referrer">\n`;
  const page = htmlDocument({
    title: "t",
    body: "",
    style: "",
    lang: "de",
    policy: "x",
    head,
    meta,
    id: "top",
  });
  assertStringIncludes(page, `<html lang="de">`);
  assertStringIncludes(page, `content="x">`);
  assertStringIncludes(page, `${meta}<meta name="color-scheme"`);
  assertStringIncludes(page, `</title>\n${head}<style>`);
  assertStringIncludes(page, `<body id="top">`);
});
