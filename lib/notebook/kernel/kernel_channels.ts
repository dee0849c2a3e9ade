import { Buffer } from "node:buffer";
import { type Connection, encodeMessage, newMessage, readMessage, type ReceivedMessage } from "./wire.ts";
import { type ReadBytes, readFrames, ZmtpSocket } from "./zmtp.ts";

/** Milliseconds between two attempts to connect. */
const RETRY_MS = 10;
/** Milliseconds between two requests for `kernel_info`. */
const INFO_MS = 200;

/** Callbacks for a kernel's messages. */
interface ChannelHandlers {
  /** Called with every message of the iopub channel. */
  onPublished: (message: ReceivedMessage) => void;
  /** Called with the reason when a channel breaks or a message cannot be read. */
  onBroken: (reason: string) => void;
  /** Called with the kernel's questions to its user; without it there are no channels for questions and interrupts. */
  onInputRequest?: (message: ReceivedMessage) => void;
}

/** The ZeroMQ channels of a kernel as its client sees them: shell, iopub, and with `onInputRequest` stdin and control. */
export class KernelChannels {
  /** When the last message of any kind came, in milliseconds of `performance.now()`. */
  lastTraffic = performance.now();
  /** Content of the kernel's `kernel_info_reply`. */
  info: Record<string, unknown> = {};
  readonly #key: string;
  readonly #session = crypto.randomUUID();
  readonly #sockets: ZmtpSocket[] = [];
  readonly #replies = new Map<string, (reply: ReceivedMessage) => void>();
  readonly #handlers: ChannelHandlers;
  readonly #pumps: Promise<void>[] = [];
  #shell!: ZmtpSocket;
  #stdin: ZmtpSocket | null = null;
  #control: ZmtpSocket | null = null;
  #closed = false;

  private constructor(key: string, handlers: ChannelHandlers) {
    this.#key = key;
    this.#handlers = handlers;
  }

  /**
   * Connects to a kernel that is starting, and waits until it answers on both channels.
   *
   * @throws The reason of `stop`.
   */
  static async connect(
    connection: Connection,
    handlers: ChannelHandlers,
    stop: AbortSignal,
  ): Promise<KernelChannels> {
    const { promise: idle, resolve: onIdle } = Promise.withResolvers<void>();
    const onPublished = (message: ReceivedMessage) => {
      if (message.header.msg_type === "status" && message.content.execution_state === "idle") onIdle();
      handlers.onPublished(message);
    };
    const channels = new KernelChannels(connection.key, { ...handlers, onPublished });
    const onReply = (message: ReceivedMessage) => channels.#onReply(message);
    try {
      await channels.#open(connection.iopub_port, "SUB", stop, onPublished);
      channels.#shell = await channels.#open(connection.shell_port, "DEALER", stop, onReply);
      if (handlers.onInputRequest) {
        channels.#stdin = await channels.#open(
          connection.stdin_port,
          "DEALER",
          stop,
          handlers.onInputRequest,
        );
        channels.#control = await channels.#open(connection.control_port, "DEALER", stop, onReply);
      }
      // Our subscription may reach the kernel after its first "idle": ask until one is heard.
      do {
        stop.throwIfAborted();
        const info = await Promise.race([channels.request("kernel_info_request", {}), aborted(stop)]);
        channels.info = info.content;
      } while (!await settlesWithin(idle, INFO_MS));
      return channels;
    } catch (error) {
      await channels.close();
      throw error;
    }
  }

  /**
   * Sends a request on the shell channel.
   *
   * @returns The reply; pending for ever if none comes.
   */
  request(type: string, content: Record<string, unknown>): Promise<ReceivedMessage> {
    return this.#request(this.#shell, type, content);
  }

  /** Asks the kernel to stop the running cell; the kernel may not answer. */
  interrupt(): void {
    if (this.#control) this.#request(this.#control, "interrupt_request", {});
  }

  /** Sends the answer to an input request. */
  async answer(frames: Uint8Array[]): Promise<void> {
    await this.#stdin?.send(frames).catch(() => {});
  }

  /** Closes all channels. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const socket of this.#sockets) socket.close();
    await Promise.all(this.#pumps);
  }

  async #request(
    socket: ZmtpSocket,
    type: string,
    content: Record<string, unknown>,
  ): Promise<ReceivedMessage> {
    const message = newMessage(type, content, this.#session);
    const reply = new Promise<ReceivedMessage>((resolve) => {
      this.#replies.set(message.header.msg_id, resolve);
    });
    // A kernel that has just ended refuses what is sent; whoever waits for it learns that from its process.
    await socket.send(encodeMessage(message, this.#key)).catch(() => {});
    return await reply;
  }

  #onReply(message: ReceivedMessage): void {
    const id = message.parent.msg_id ?? "";
    this.#replies.get(id)?.(message);
    this.#replies.delete(id);
  }

  async #open(
    port: number,
    type: "DEALER" | "SUB",
    stop: AbortSignal,
    onMessage: (message: ReceivedMessage) => void,
  ): Promise<ZmtpSocket> {
    // An input request goes to the stdin socket with the identity of the shell socket that sent the cell.
    const socket = await retry(() => ZmtpSocket.connect(port, type, stop, this.#session), stop);
    this.#sockets.push(socket);
    // When the kernel ends, every channel ends without an error: only a broken one is reported.
    this.#pumps.push(
      this.#pump(socket, onMessage).catch((error) => {
        if (!this.#closed) {
          this.#handlers.onBroken(`the connection to the kernel broke (${error.message})`);
        }
      }),
    );
    return socket;
  }

  /** Reads the message in some frames, and any other that the kernel has written into its middle. */
  async #decode(frames: Uint8Array[], socket: ZmtpSocket): Promise<ReceivedMessage[]> {
    try {
      return [readMessage(frames, this.#key)];
    } catch (error) {
      const split = await splitInterleaved(frames, (size) => socket.readBytes(size));
      if (split === null) throw error;
      return [...await this.#decode(split.outer, socket), readMessage(split.inner, this.#key)];
    }
  }

  async #pump(socket: ZmtpSocket, onMessage: (message: ReceivedMessage) => void): Promise<void> {
    for (let frames; (frames = await socket.receive()) !== null;) {
      this.lastTraffic = performance.now();
      for (const message of await this.#decode(frames, socket)) onMessage(message);
    }
  }
}

/** Tries again until it works or `stop` aborts. */
async function retry<T>(attempt: () => Promise<T>, stop: AbortSignal): Promise<T> {
  while (true) {
    stop.throwIfAborted();
    try {
      return await attempt();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) =>
    signal.addEventListener("abort", () => reject(signal.reason), { once: true })
  );
}

/** First bytes of every message of the kernel: flags (more frames follow), length 9, the delimiter. */
const MESSAGE_START = "\x01\x09<IDS|MSG>";

/**
 * Separates two messages of which one was written into the other. Deno's kernel does that when a message is
 * larger than what its socket takes at once (some 4 MB): the next one goes out before the rest of the first.
 *
 * @returns The frames of the outer and of the inner message; null if there is no inner one.
 * @throws {Error} If the inner bytes are no message.
 */
export async function splitInterleaved(
  frames: readonly Uint8Array[],
  read: ReadBytes,
): Promise<{ outer: Uint8Array[]; inner: Uint8Array[] } | null> {
  const last = Buffer.from(frames.at(-1) ?? []);
  const start = last.indexOf(MESSAGE_START, 0, "latin1");
  if (start < 0) return null;
  let end = start;
  const inner = await readFrames(async (size) => {
    const buffered = last.subarray(end, end + size);
    end += buffered.length;
    if (buffered.length === size) return buffered;
    const rest = await read(size - buffered.length);
    return rest && Buffer.concat([buffered, rest]);
  });
  const missing = await read(end - start);
  if (inner === null || missing === null) return null;
  const whole = Buffer.concat([last.subarray(0, start), last.subarray(end), missing]);
  return { outer: [...frames.slice(0, -1), whole], inner };
}

/** The longest delay of a timer in milliseconds; a longer deadline is none. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * Rejects with a `TimeoutError` if a promise is not settled in time: `deadline` of `@std/async`.
 *
 * @param p The promise.
 * @param ms Milliseconds to wait; `Infinity` for no limit.
 * @see https://jsr.io/@std/async/doc/~/deadline
 */
export async function deadline<T>(p: Promise<T>, ms: number): Promise<T> {
  if (ms > LONGEST_MS) return await p;
  const { promise: timeout, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new DOMException("Signal timed out.", "TimeoutError")), ms);
  try {
    return await Promise.race([p, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** Whether an error is the one by which {@linkcode deadline} rejects. */
export const isTimeout = (error: unknown): boolean =>
  error instanceof DOMException && error.name === "TimeoutError";

/** Whether a promise that never rejects is settled within some milliseconds. */
export const settlesWithin = (p: Promise<unknown>, ms: number): Promise<boolean> =>
  deadline(p, ms).then(() => true, () => false);
