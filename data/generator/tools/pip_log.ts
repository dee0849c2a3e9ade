import type { Rng } from "../random.ts";

/** Packages that other packages depend on. */
const DEPENDENCIES: Record<string, readonly string[]> = {
  fastapi: [
    "starlette",
    "pydantic",
    "pydantic-core",
    "typing-extensions",
    "annotated-types",
    "anyio",
    "idna",
    "sniffio",
  ],
  uvicorn: ["click", "h11"],
  httpx: ["httpcore", "certifi"],
  "pydantic-settings": ["python-dotenv"],
  jinja2: ["MarkupSafe"],
};

/** Returns what `pip install -r requirements.txt` prints where nothing is installed yet. */
export function pipLog(packages: readonly string[], rng: Rng): string {
  const version = () => `${rng.int(0, 4)}.${rng.int(0, 30)}.${rng.int(0, 9)}`;
  const lines: string[] = [];
  const chosen: string[] = [];
  const files: string[] = [];
  const seen = new Set<string>();
  const collect = (name: string, by?: string) => {
    if (seen.has(name)) return;
    seen.add(name);
    const number = version();
    const file = `${name.replaceAll("-", "_")}-${number}-py3-none-any.whl`;
    const size = rng.int(9, 880);
    lines.push(
      `Collecting ${name}${by ? ` (from ${by}->-r requirements.txt)` : " (from -r requirements.txt)"}`,
      `  Downloading ${file}.metadata (${rng.int(2, 28)}.${rng.int(0, 9)} kB)`,
    );
    files.push(
      `Downloading ${file} (${size} kB)`,
      `   ${"\u2501".repeat(40)} ${size}/${size} kB ${rng.int(2, 40)}.${rng.int(0, 9)} MB/s eta 0:00:00`,
    );
    chosen.push(`${name}-${number}`);
    for (const other of DEPENDENCIES[name] ?? []) collect(other, name);
  };
  for (const name of packages) collect(name);
  return [
    ...lines,
    ...files,
    `Installing collected packages: ${
      chosen.map((text) => text.replace(/-[\d.]+$/, "")).reverse().join(", ")
    }`,
    `Successfully installed ${chosen.toSorted().join(" ")}`,
  ].join("\n");
}
