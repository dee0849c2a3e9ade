import { join } from "node:path";
import { writeFileAtomic } from "../../store/mod.ts";
import { intoCache } from "./hub_cache.ts";

/** A part of a file that is kept: its bytes from `start` up to, not including, `end`. */
interface Part {
  start: number;
  end: number;
}

/** The parts of one file that are kept on disk, each as a file named by its place: `0-524288`. */
export class KeptParts {
  #parts: Part[] | undefined;

  /**
   * @param folder Where they are.
   */
  constructor(readonly folder: string) {}

  /** The bytes from `start` to `end`, if one part holds them all. */
  async read(start: number, end: number): Promise<ArrayBuffer | undefined> {
    const part = (await this.#list()).find((part) => part.start <= start && end <= part.end);
    if (!part) return undefined;
    const bytes = await Deno.readFile(this.#path(part)).catch(() => undefined);
    if (bytes?.length !== part.end - part.start) {
      this.#parts = this.#parts!.filter((other) => other !== part); // removed, or cut short by a full disk
      return await this.read(start, end);
    }
    return bytes.buffer.slice(start - part.start, end - part.start);
  }

  /** The part that holds the most bytes from `at` on; else where the next one begins, if one does. */
  async from(at: number): Promise<{ bytes?: Uint8Array; next?: number }> {
    const parts = await this.#list();
    const end = Math.max(...parts.filter((part) => part.start <= at && at < part.end).map(({ end }) => end));
    const kept = end > at ? await this.read(at, end) : undefined;
    if (kept) return { bytes: new Uint8Array(kept) };
    const next = Math.min(...parts.filter((part) => part.start > at).map(({ start }) => start));
    return Number.isFinite(next) ? { next } : {};
  }

  /** Keeps the bytes from `start` on. */
  async keep(start: number, bytes: ArrayBuffer): Promise<void> {
    const part = { start, end: start + bytes.byteLength };
    await intoCache(this.folder, async () => {
      try {
        await writeFileAtomic(this.#path(part), new Uint8Array(bytes));
        (await this.#list()).push(part);
      } catch (error) {
        // Another reading has fetched the whole file, and removed the folder.
        if (!(error instanceof Deno.errors.NotFound)) throw error;
      }
    });
  }

  /** Forgets all of them. */
  async remove(): Promise<void> {
    this.#parts = [];
    await Deno.remove(this.folder, { recursive: true }).catch(() => {}); // none was kept, or another removed them
  }

  async #list(): Promise<Part[]> {
    if (this.#parts) return this.#parts;
    const entries = await Array.fromAsync(Deno.readDir(this.folder)).catch((error) => {
      if (error instanceof Deno.errors.NotFound) return [];
      throw error;
    });
    return this.#parts = entries.flatMap(({ name }) => {
      const [, start, end] = /^(\d+)-(\d+)$/.exec(name) ?? [];
      return end === undefined ? [] : { start: Number(start), end: Number(end) };
    });
  }

  #path({ start, end }: Part): string {
    return join(this.folder, `${start}-${end}`);
  }
}
