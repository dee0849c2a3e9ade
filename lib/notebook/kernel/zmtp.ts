/**
 * One ZeroMQ connection, from either end: ZMTP 3.0 with the NULL mechanism, over TCP on this machine.
 *
 * @see https://rfc.zeromq.org/spec/23/
 */

/** Bytes read from the source at once when fewer are needed. */
const BLOCK_BYTES = 1 << 16;

/**
 * Reads exact numbers of bytes from a source that gives them in pieces of any size. Every byte is copied at
 * most twice, however large the piece that is asked for.
 */
export class ByteReader {
  readonly #source: { read(into: Uint8Array): Promise<number | null> };
  readonly #block = new Uint8Array(BLOCK_BYTES);
  #start = 0;
  #end = 0;

  /** @param source What to read from; its `read` returns the number of bytes read, or null at the end. */
  constructor(source: { read(into: Uint8Array): Promise<number | null> }) {
    this.#source = source;
  }

  /**
   * Reads exactly `size` bytes.
   *
   * @returns The bytes, which are the caller's own; null if the source ended before them.
   */
  async read(size: number): Promise<Uint8Array | null> {
    const bytes = new Uint8Array(size);
    let filled = 0;
    while (true) {
      const buffered = Math.min(size - filled, this.#end - this.#start);
      bytes.set(this.#block.subarray(this.#start, this.#start + buffered), filled);
      this.#start += buffered;
      filled += buffered;
      if (filled === size) return bytes;
      // What is larger than the block goes straight to its place.
      if (size - filled >= BLOCK_BYTES) {
        const got = await this.#source.read(bytes.subarray(filled));
        if (got === null) return null;
        filled += got;
      } else {
        const got = await this.#source.read(this.#block);
        if (got === null) return null;
        this.#start = 0;
        this.#end = got;
      }
    }
  }
}

/** Socket types of a Jupyter client (`DEALER`, `SUB`) and of a kernel (`ROUTER`, `PUB`, `REP`). */
export type ZmtpSocketType = "DEALER" | "SUB" | "ROUTER" | "PUB" | "REP";

/** Reads exactly `size` bytes; null if the source ended before them. */
export type ReadBytes = (size: number) => Promise<Uint8Array | null>;

const MORE = 1;
const LONG = 2;
const COMMAND = 4;
const GREETING_BYTES = 64;
/** A frame beyond this is taken for a broken stream and not allocated. */
const MAX_FRAME_BYTES = 1 << 30;

const ascii = new TextEncoder();
const text = new TextDecoder();

/** One connected ZeroMQ socket. */
export class ZmtpSocket {
  readonly #conn: Deno.TcpConn;
  readonly #read: ReadBytes;
  readonly #output: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  #peerIdentity = "";

  private constructor(conn: Deno.TcpConn) {
    this.#conn = conn;
    this.#output = conn.writable.getWriter();
    const reader = new ByteReader(conn);
    this.#read = (size) => reader.read(size);
  }

  /**
   * Connects to a port of 127.0.0.1 and shakes hands. A `SUB` socket subscribes to everything.
   *
   * @throws {Error} If nothing listens there, or if what listens does not speak ZMTP 3 with NULL.
   */
  static async connect(
    port: number,
    type: ZmtpSocketType,
    stop?: AbortSignal,
    identity = "",
  ): Promise<ZmtpSocket> {
    const conn = await Deno.connect({ hostname: "127.0.0.1", port, transport: "tcp" });
    const socket = await ZmtpSocket.over(conn, type, stop, identity);
    if (type === "SUB") await socket.send([Uint8Array.of(1)]);
    return socket;
  }

  /**
   * Shakes hands on an open connection, as either end.
   *
   * @throws {Error} If the other end does not speak ZMTP 3 with NULL.
   */
  static async over(
    conn: Deno.TcpConn,
    type: ZmtpSocketType,
    stop?: AbortSignal,
    identity = "",
  ): Promise<ZmtpSocket> {
    const closeConnection = () => conn.close();
    stop?.addEventListener("abort", closeConnection);
    try {
      conn.setNoDelay(true);
      const socket = new ZmtpSocket(conn);
      await socket.#handshake(type, identity);
      return socket;
    } catch (error) {
      if (!stop?.aborted) conn.close();
      throw error;
    } finally {
      stop?.removeEventListener("abort", closeConnection);
    }
  }

  /** Identity that the other end gave in its handshake; empty if none. */
  get peerIdentity(): string {
    return this.#peerIdentity;
  }

  /**
   * Sends one message; messages go out whole, in the order of the calls.
   *
   * @param frames The message's frames, at least one.
   */
  send(frames: Uint8Array[]): Promise<void> {
    return this.#output.write(encodeFrames(frames));
  }

  /**
   * Waits for the next message.
   *
   * @returns The message's frames; null when the other end has closed.
   * @throws {Error} If the bytes are not ZMTP.
   */
  async receive(): Promise<Uint8Array[] | null> {
    return await readFrames(this.#read);
  }

  /**
   * Reads the next bytes as they are, whatever frame they belong to.
   *
   * @returns The bytes; null when the other end has closed.
   */
  readBytes(size: number): Promise<Uint8Array | null> {
    return this.#read(size);
  }

  /** Closes the connection; a pending `receive` ends. Closing twice is harmless. */
  close(): void {
    try {
      this.#conn.close();
    } catch {
      // Already closed.
    }
  }

  async #handshake(type: ZmtpSocketType, identity: string): Promise<void> {
    const greeting = new Uint8Array(GREETING_BYTES);
    greeting[0] = 0xff;
    greeting[9] = 0x7f;
    greeting[10] = 3;
    greeting.set(ascii.encode("NULL"), 12);
    await this.#output.write(greeting);
    const theirs = await this.#read(GREETING_BYTES);
    if (theirs === null) throw new Error("Cannot connect by ZMTP: the other end closed during the greeting");
    const mechanism = text.decode(theirs.subarray(12, 32)).replace(/\0+$/, "");
    if (theirs[0] !== 0xff || theirs[9] !== 0x7f || theirs[10]! < 3 || mechanism !== "NULL") {
      throw new Error("Cannot connect by ZMTP: the other end does not speak ZMTP 3 with the NULL mechanism");
    }
    await this.#output.write(readyCommand(type, identity));
    const ready = await readFrame(this.#read);
    if (ready === null || !(ready.flags & COMMAND) || text.decode(ready.body.subarray(1, 6)) !== "READY") {
      throw new Error("Cannot connect by ZMTP: the other end did not send READY");
    }
    this.#peerIdentity = identityIn(ready.body);
  }
}

/**
 * Reads the frames of one message; commands between them are passed over.
 *
 * @returns The frames; null if the bytes ended before them.
 * @throws {Error} If the bytes are not ZMTP.
 */
export async function readFrames(read: ReadBytes): Promise<Uint8Array[] | null> {
  const frames: Uint8Array[] = [];
  while (true) {
    const frame = await readFrame(read);
    if (frame === null) return null;
    if (frame.flags & COMMAND) continue;
    frames.push(frame.body);
    if (!(frame.flags & MORE)) return frames;
  }
}

async function readFrame(read: ReadBytes): Promise<{ flags: number; body: Uint8Array } | null> {
  const head = await read(2);
  if (head === null) return null;
  const flags = head[0]!;
  let size = head[1]!;
  if (flags & ~(MORE | LONG | COMMAND)) throw new Error(`Cannot read ZMTP: frame flags ${flags}`);
  if (flags & LONG) {
    const rest = await read(7);
    if (rest === null) return null;
    const length = new DataView(new Uint8Array([size, ...rest]).buffer).getBigUint64(0);
    if (length > MAX_FRAME_BYTES) throw new Error(`Cannot read ZMTP: a frame of ${length} bytes`);
    size = Number(length);
  }
  const body = await read(size);
  return body === null ? null : { flags, body };
}

/** Encodes the READY command; a property is a name with a 1-byte length and a value with a 4-byte length. */
function readyCommand(type: ZmtpSocketType, identity: string): Uint8Array<ArrayBuffer> {
  const properties = Object.entries({ "Socket-Type": type, ...identity && { Identity: identity } });
  const body = [5, ...ascii.encode("READY")];
  for (const [name, value] of properties) {
    body.push(name.length, ...ascii.encode(name), 0, 0, 0, value.length, ...ascii.encode(value));
  }
  return Uint8Array.from([COMMAND, body.length, ...body]);
}

/** Reads the property "Identity" of a READY command, each byte as a character. */
function identityIn(ready: Uint8Array): string {
  const view = new DataView(ready.buffer, ready.byteOffset, ready.length);
  for (let at = 6; at < ready.length;) {
    const value = at + 1 + ready[at]!;
    if (value + 4 > ready.length) break;
    const end = value + 4 + view.getUint32(value);
    const name = text.decode(ready.subarray(at + 1, value)).toLowerCase();
    if (name === "identity") return String.fromCharCode(...ready.subarray(value + 4, end));
    at = end;
  }
  return "";
}

/** Encodes all frames of a message into one buffer, so that they leave in one write. */
function encodeFrames(frames: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const size = frames.reduce((sum, frame) => sum + frame.length + (frame.length > 255 ? 9 : 2), 0);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  let at = 0;
  frames.forEach((frame, index) => {
    const long = frame.length > 255;
    bytes[at] = (index < frames.length - 1 ? MORE : 0) | (long ? LONG : 0);
    if (long) view.setBigUint64(at + 1, BigInt(frame.length));
    else bytes[at + 1] = frame.length;
    at += long ? 9 : 2;
    bytes.set(frame, at);
    at += frame.length;
  });
  return bytes;
}
