/** A Jupyter client of the relay, which runs as its kernelspec starts it. */
import { fileURLToPath } from "node:url";
import {
  encodeMessage,
  newConnection,
  newMessage,
  readMessage,
  type ReceivedMessage,
} from "../../../lib/notebook/kernel/wire.ts";
import { ZmtpSocket } from "../../../lib/notebook/kernel/zmtp.ts";
import { repositoryUrl } from "../../repository.ts";

const SHIPPED = repositoryUrl("lib/notebook/kernel/kernelspec/kernels/tracebook-deno/");

/** A message as it came, without its bytes. */
export interface Said {
  type: string;
  // deno-lint-ignore no-explicit-any -- contents of many shapes
  content: any;
}

/** What came of a request. */
export interface Answered {
  reply: Said;
  /** Everything published for it, less its states. */
  published: Said[];
}

/** A relay's process and where it listens. */
export interface RelayProcess extends AsyncDisposable {
  connection: ReturnType<typeof newConnection>;
  process: Deno.ChildProcess;
  /** Comes with what it said when it has ended. */
  ended: Promise<{ code: number; stderr: string }>;
}

/** The kernelspec's command with this Deno in the place of npx. */
export async function kernelCommand(connectionFile: string): Promise<string[]> {
  const { argv } = JSON.parse(await Deno.readTextFile(new URL("kernel.json", SHIPPED))) as { argv: string[] };
  return argv.slice(argv.indexOf("run")).map((word) =>
    word.replace("{resource_dir}/", fileURLToPath(SHIPPED)).replace("{connection_file}", connectionFile)
  );
}

/** Starts a relay, in a working folder. */
export async function startRelay(cwd = ".", changes: Record<string, unknown> = {}): Promise<RelayProcess> {
  const connection = { ...newConnection(), ...changes };
  const file = await Deno.makeTempFile({ suffix: ".json" });
  await Deno.writeTextFile(file, JSON.stringify(connection));
  const process = new Deno.Command(Deno.execPath(), {
    args: await kernelCommand(file),
    cwd,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const ended = process.output().then(async ({ code, stderr }) => {
    await Deno.remove(file);
    return { code, stderr: new TextDecoder().decode(stderr) };
  });
  return {
    connection,
    process,
    ended,
    async [Symbol.asyncDispose]() {
      try {
        process.kill("SIGTERM");
      } catch {
        // It has ended.
      }
      await ended;
    },
  };
}

/** One client with all channels. */
export class RelayClient implements AsyncDisposable {
  /** Every message published, in order, with the id of the request it answers. */
  readonly heard: (Said & { parent: string | undefined })[] = [];
  /** Answers questions. */
  answer: (prompt: string) => string = () => "";
  readonly #key: string;
  readonly #session = crypto.randomUUID();
  readonly #waiting: { test: () => boolean; done: () => void }[] = [];
  readonly #replies = new Map<string, Said>();
  readonly #pumps: Promise<void>[] = [];
  #sockets!: Record<"shell" | "control" | "stdin" | "iopub" | "hb", ZmtpSocket>;

  private constructor(key: string) {
    this.#key = key;
  }

  /** Connects, and waits until the kernel says who it is. */
  static async connect({ connection, process }: RelayProcess, key = connection.key): Promise<RelayClient> {
    const client = new RelayClient(key);
    const open = async (port: number, type: "DEALER" | "SUB") => {
      for (let tries = 0;; tries++) {
        try {
          return await ZmtpSocket.connect(port, type, undefined, client.#session);
        } catch (error) {
          if (tries > 500) throw new Error(`The relay ${process.pid} does not listen: ${error}`);
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      }
    };
    client.#sockets = {
      iopub: await open(connection.iopub_port, "SUB"),
      shell: await open(connection.shell_port, "DEALER"),
      control: await open(connection.control_port, "DEALER"),
      stdin: await open(connection.stdin_port, "DEALER"),
      hb: await open(connection.hb_port, "DEALER"),
    };
    client.#pump(
      "iopub",
      ({ header, parent, content }) =>
        client.heard.push({ type: header.msg_type, parent: parent.msg_id, content }),
    );
    for (const channel of ["shell", "control"] as const) {
      client.#pump(
        channel,
        ({ header, parent, content }) =>
          client.#replies.set(parent.msg_id!, { type: header.msg_type, content }),
      );
    }
    client.#pump("stdin", (question) => {
      const value = client.answer(String(question.content.prompt));
      const reply = { ...newMessage("input_reply", { value }, client.#session), parent: question.header };
      client.#sockets.stdin.send(encodeMessage(reply, key));
    });
    return client;
  }

  /** Sends a request and gives its id. */
  send(
    type: string,
    content: Record<string, unknown>,
    channel: "shell" | "control" = "shell",
    date?: string,
  ): string {
    const message = newMessage(type, content, this.#session);
    if (date !== undefined) message.header.date = date;
    this.#sockets[channel].send(encodeMessage(message, this.#key));
    return message.header.msg_id;
  }

  /** Waits for a request's reply, and until its state is idle. */
  async answered(id: string): Promise<Answered> {
    const own = () => this.heard.filter(({ parent }) => parent === id);
    await this.until(() =>
      this.#replies.has(id) && own().some(({ content }) => content.execution_state === "idle")
    );
    return {
      reply: this.#replies.get(id)!,
      published: own().filter(({ type }) => type !== "status").map(({ type, content }) => ({
        type,
        content,
      })),
    };
  }

  /** Sends a request and waits for what comes of it. */
  ask(type: string, content: Record<string, unknown> = {}, channel: "shell" | "control" = "shell") {
    return this.answered(this.send(type, content, channel));
  }

  /** Runs a cell. */
  run(code: string, more: Record<string, unknown> = {}): Promise<Answered> {
    return this.ask("execute_request", { code, silent: false, ...more });
  }

  /** Sends bytes to the heartbeat, and gives what comes back. */
  async beat(frames: Uint8Array[]): Promise<Uint8Array[] | null> {
    await this.#sockets.hb.send(frames);
    return await this.#sockets.hb.receive();
  }

  /** Waits until something is so. */
  async until(test: () => boolean, ms = 20_000): Promise<void> {
    if (test()) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`It was not so within ${ms} ms: ${test}`)), ms);
    });
    await Promise.race([new Promise<void>((done) => this.#waiting.push({ test, done })), late])
      .finally(() => clearTimeout(timer));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of Object.values(this.#sockets)) socket.close();
    await Promise.all(this.#pumps);
  }

  #pump(channel: "shell" | "control" | "stdin" | "iopub", take: (message: ReceivedMessage) => void): void {
    const socket = this.#sockets[channel];
    this.#pumps.push((async () => {
      for (let frames; (frames = await socket.receive().catch(() => null)) !== null;) {
        let message: ReceivedMessage;
        try {
          message = readMessage(frames, this.#key);
        } catch {
          continue; // not signed for this client
        }
        take(message);
        for (const waiting of this.#waiting) if (waiting.test()) waiting.done();
      }
    })());
  }
}
