import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { svgToPng } from "../../lib/display/png.ts";
import { imageFromAddress, imageFromOutput } from "../../lib/notebook/site/image.ts";

const decode = (source: string | undefined) => atob(source?.split(",")[1] ?? "");

Deno.test("imageFromOutput() reads the size of a PNG, which may be stored as lines", async () => {
  const png = await svgToPng(`<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>`, {
    scale: 1,
  });
  const image = imageFromOutput("image/png", png.toBase64().replace(/(.{40})/g, "$1\n"));
  assertEquals([image?.width, image?.height], [30, 20]);
  assertEquals(image?.source, `data:image/png;base64,${png.toBase64()}`);
});

Deno.test("imageFromOutput() refuses what is not the picture that it says it is", () => {
  assertEquals(imageFromOutput("image/png", btoa("<script>alert(1)</script>")), undefined);
  assertEquals(imageFromOutput("image/png", `iVBORw0KGgo" onerror="alert(1)`), undefined);
  assertEquals(imageFromOutput("text/html", btoa("<p>")), undefined);
  assertEquals(imageFromOutput("image/svg+xml", "no drawing"), undefined);
});

Deno.test("imageFromOutput() keeps shapes, text and gradients of an SVG", () => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><defs><linearGradient id="g">` +
    `<stop offset="1" stop-color="red"></stop></linearGradient></defs><g clip-path="url(#c)">` +
    `<path d="M0 0L9 9" fill="url(#g)"></path><text x="1">a &lt; b</text></g></svg>`;
  assertEquals(decode(imageFromOutput("image/svg+xml", svg)?.source), svg);
});

Deno.test("imageFromOutput() takes everything else out of an SVG", () => {
  const svg = `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/passwd">]>
    <svg viewBox="0 0 9 9" onload="alert(1)" style="background:url(https://evil.example/)">
    <script>alert(1)</script><style>@import url(https://evil.example/)</style>
    <a href="javascript:alert(1)"><text fill="url(https://evil.example/)">kept &e;</text></a>
    <image href="https://evil.example/a.png"/><use xlink:href="https://evil.example/#a"/>
    <foreignObject><iframe src="https://evil.example/"/></foreignObject>
    <animate attributeName="href" values="javascript:alert(1)"/><set attributeName="onload" to="alert(1)"/>
    <rect width="3" onclick="alert(1)"/></svg>`;
  const clean = decode(imageFromOutput("image/svg+xml", svg)?.source);
  assertStringIncludes(clean, "kept");
  assertStringIncludes(clean, `<rect width="3">`);
  for (
    const word of ["script", "evil", "onload", "onclick", "style", "href", "foreign", "animate", "set ", "!"]
  ) {
    assert(!clean.includes(word), `${word} in ${clean}`);
  }
});

Deno.test("imageFromAddress() passes pictures in data URIs and nothing else", () => {
  assertEquals(
    imageFromAddress("data:image/gif;base64,R0lGODlhAQABAAAAACw=")?.source.slice(0, 15),
    "data:image/gif;",
  );
  assert(imageFromAddress("data:image/svg+xml;utf8,%3Csvg%3E%3Crect/%3E%3C/svg%3E"));
  const refused = [
    "https://example.org/a.png",
    "//example.org/a.png",
    "a.png",
    "javascript:alert(1)",
    "data:text/html;base64,PHA+",
    "data:image/png,raw",
    "data:image/svg+xml,%E0%A4%A",
    "",
  ];
  for (const address of refused) assertEquals(imageFromAddress(address), undefined, address);
});
