import type { Connection } from "./connection.ts";
import { untangle } from "./tangled.ts";
import { decodeMessage, encodeMessage, type JupyterMessage, newMessage } from "./wire.ts";
import { TIMED_OUT, within } from "./within.ts";
import { ZmtpSocket } from "./zmtp.ts";

/** How long between two tries to connect, and between two tries to be heard. */
const RETRY_MS = 10;
const INFO_MS = 200;

/** The two channels on which cells run: requests with their replies, and what is published meanwhile. */
export class KernelChannels {
  /** When the last message of any kind came, in milliseconds of `performance.now()`. */
  lastTraffic = performance.now();
  readonly #key: string;
  readonly #session = crypto.randomUUID();
  readonly #shell: ZmtpSocket;
  readonly #iopub: ZmtpSocket;
  readonly #replies = new Map<string, (reply: JupyterMessage) => void>();
  readonly #published: (message: JupyterMessage) => void;
  readonly #pumps: Promise<void>;
  #closed = false;

  private constructor(
    shell: ZmtpSocket,
    iopub: ZmtpSocket,
    key: string,
    published: (message: JupyterMessage) => void,
    broken: (reason: string) => void,
  ) {
    this.#shell = shell;
    this.#iopub = iopub;
    this.#key = key;
    this.#published = published;
    const reading = [
      this.#pump(shell, (message) => {
        const id = message.parent.msg_id ?? "";
        this.#replies.get(id)?.(message);
        this.#replies.delete(id);
      }),
      this.#pump(iopub, (message) => this.#published(message)),
    ];
    // The first reason counts; when the kernel ends, both channels end, and that is no reason of theirs.
    const watched = reading.map((pump) =>
      pump.catch((error) => {
        if (!this.#closed) broken(`the connection to the kernel broke (${error.message})`);
      })
    );
    this.#pumps = Promise.all(watched).then(() => {});
  }

  /**
   * Connects to a kernel that is starting, and waits until it answers on both channels.
   *
   * @param connection Where it listens.
   * @param published Gets every message from the iopub channel.
   * @param broken Is called if what comes cannot be read.
   * @param stop Aborts the attempt.
   * @returns The channels.
   * @throws The reason of `stop`.
   */
  static async connect(
    connection: Connection,
    published: (message: JupyterMessage) => void,
    broken: (reason: string) => void,
    stop: AbortSignal,
  ): Promise<KernelChannels> {
    const iopub = await patiently(() => ZmtpSocket.connect(connection.iopub_port, "SUB", stop), stop);
    const shell = await patiently(() => ZmtpSocket.connect(connection.shell_port, "DEALER", stop), stop)
      .catch((error) => {
        iopub.close();
        throw error;
      });
    let heard = () => {};
    const idle = new Promise<void>((resolve) => heard = resolve);
    const channels = new KernelChannels(shell, iopub, connection.key, (message) => {
      if (message.content.execution_state === "idle") heard();
      published(message);
    }, broken);
    try {
      // Our subscription may reach the kernel after its first "idle": ask until one is heard.
      do {
        stop.throwIfAborted();
        await Promise.race([channels.request("kernel_info_request", {}), aborted(stop)]);
      } while (await within(INFO_MS, idle) === TIMED_OUT);
      return channels;
    } catch (error) {
      await channels.close();
      throw error;
    }
  }

  /**
   * Sends a request on the shell channel.
   *
   * @param type Such as "execute_request".
   * @param content Its content.
   * @returns The reply; pending for ever if none comes.
   */
  async request(type: string, content: Record<string, unknown>): Promise<JupyterMessage> {
    const message = newMessage(type, content, this.#session);
    const reply = new Promise<JupyterMessage>((resolve) => {
      this.#replies.set(message.header.msg_id, resolve);
    });
    // A kernel that has just ended refuses what is sent; whoever waits for it learns that from its process.
    await this.#shell.send(encodeMessage(message, this.#key)).catch(() => {});
    return await reply;
  }

  /** Closes both channels. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#shell.close();
    this.#iopub.close();
    await this.#pumps;
  }

  /** The message, and any that the kernel has written into it. */
  async #decode(frames: Uint8Array[], socket: ZmtpSocket): Promise<JupyterMessage[]> {
    try {
      return [decodeMessage(frames, this.#key)];
    } catch (error) {
      const two = await untangle(frames, (size) => socket.readBytes(size));
      if (two === null) throw error;
      return [...await this.#decode(two.outer, socket), decodeMessage(two.inner, this.#key)];
    }
  }

  async #pump(socket: ZmtpSocket, take: (message: JupyterMessage) => void): Promise<void> {
    for (let frames; (frames = await socket.receive()) !== null;) {
      this.lastTraffic = performance.now();
      for (const message of await this.#decode(frames, socket)) take(message);
    }
  }
}

async function patiently<T>(attempt: () => Promise<T>, stop: AbortSignal): Promise<T> {
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
