/** Content of a file to write: text (as UTF-8), bytes, or bytes in pieces. */
export type FileContent = string | Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** Options for {@linkcode writeFileAtomic} and {@linkcode withAtomicFile}. */
export interface AtomicWriteOptions {
  /** Aborts the write: the temporary file is removed, the target stays as it was. */
  signal?: AbortSignal;
}

/**
 * Writes a file so that readers see the old file or the whole new one, never a part: into a temporary file
 * beside it, flushed to the disk, then renamed. On failure or abort the temporary file is removed.
 *
 * @param path The file to write; its folder must exist.
 * @param content Text, bytes, or an iterable of byte pieces (which may be async), read once.
 * @param options `signal` aborts the write.
 * @returns The bytes written.
 * @throws {Deno.errors.NotFound} If the folder is not there.
 * @throws {Error} If the system refuses to write; the message names `path` and the reason.
 * @throws Whatever `content` throws while it is read, or the signal's reason.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { writeFileAtomic } from "./mod.ts";
 *
 * const dir = await Deno.makeTempDir();
 * assertEquals(await writeFileAtomic(`${dir}/note.txt`, "né\n"), 4);
 * assertEquals(await Deno.readTextFile(`${dir}/note.txt`), "né\n");
 * await Deno.remove(dir, { recursive: true });
 * ```
 */
export async function writeFileAtomic(
  path: string | URL,
  content: FileContent,
  options: AtomicWriteOptions = {},
): Promise<number> {
  let bytes = 0;
  await withAtomicFile(path, async (file) => {
    for await (const piece of pieces(content)) {
      options.signal?.throwIfAborted();
      await writeAll(file, piece);
      bytes += piece.length;
    }
  }, options);
  return bytes;
}

/**
 * Runs `write` with an open temporary file beside `path`; when it returns, the file takes the name `path`.
 * The form of {@linkcode writeFileAtomic} for writers that need the file itself.
 *
 * @param path The file to write; its folder must exist.
 * @param write Gets the open file; must not close it.
 * @param options `signal` aborts before the rename.
 * @returns What `write` returned.
 * @throws Whatever `write` throws, or the signal's reason; the target is then untouched.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { withAtomicFile } from "./mod.ts";
 *
 * const dir = await Deno.makeTempDir();
 * await withAtomicFile(`${dir}/a.bin`, (file) => file.write(new Uint8Array([1, 2, 3])));
 * assertEquals(await Deno.readFile(`${dir}/a.bin`), new Uint8Array([1, 2, 3]));
 * await Deno.remove(dir, { recursive: true });
 * ```
 */
export async function withAtomicFile<T>(
  path: string | URL,
  write: (file: Deno.FsFile) => T | Promise<T>,
  { signal }: AtomicWriteOptions = {},
): Promise<T> {
  signal?.throwIfAborted();
  const temporary = temporaryPath(path);
  const file = await Deno.open(temporary, { write: true, createNew: true }).catch((error) => {
    throw withPath(path, error);
  });
  try {
    let result: T;
    try {
      result = await write(file);
      signal?.throwIfAborted();
      await file.sync();
    } finally {
      file.close();
    }
    await Deno.rename(temporary, path);
    return result;
  } catch (error) {
    await Deno.remove(temporary).catch(() => {}); // the first error is the one to report
    throw withPath(path, error);
  }
}

/** Makes a system error name the file that was to be written: by itself it names the temporary one, if any. */
function withPath(path: string | URL, error: unknown): unknown {
  if (!isSystemError(error)) return error;
  const [reason, place] = error.message.split(/(?=: \w+ ['"])/);
  const hint = error instanceof Deno.errors.NotFound && place?.startsWith(": open")
    ? ". Make its folder first"
    : "";
  error.message = `Cannot write ${path}: ${reason}${hint}`;
  return error;
}

function temporaryPath(path: string | URL): string | URL {
  const suffix = `.tmp-${crypto.randomUUID().slice(0, 8)}`;
  return path instanceof URL ? new URL(path.href + suffix) : path + suffix;
}

async function* pieces(content: FileContent): AsyncGenerator<Uint8Array> {
  if (typeof content === "string") yield new TextEncoder().encode(content);
  else if (content instanceof Uint8Array) yield content;
  else yield* content;
}

/**
 * Tells whether an error comes from the operating system or from Deno's permissions (no such folder, no space
 * left, a closed pipe), and not from a fault of the program: its message says all that a user needs.
 *
 * @param error What was thrown.
 * @returns Whether it is such an error.
 */
export function isSystemError(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return (typeof code === "string" && /^E[A-Z0-9]+$/.test(code)) || error instanceof Deno.errors.NotCapable;
}

/**
 * Writes every byte: a single write of a file, a connection or standard output may take only a part.
 *
 * @param output Where to write.
 * @param bytes What to write.
 */
export async function writeAll(
  output: { write(bytes: Uint8Array): Promise<number> },
  bytes: Uint8Array,
): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await output.write(bytes.subarray(at));
}

/**
 * Writes every byte synchronously, as {@linkcode writeAll} does asynchronously.
 *
 * @param output Where to write.
 * @param bytes What to write.
 */
export function writeAllSync(output: { writeSync(bytes: Uint8Array): number }, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += output.writeSync(bytes.subarray(at));
}

/** Ending of a file's name with its dot, such as `.csv`; empty if there is none. */
export function endingOf(path: string | URL): string {
  return /\.[^./\\]*$/.exec(path instanceof URL ? path.pathname : path)?.[0] ?? "";
}
