import {
  type Connection,
  encodeMessage,
  type JupyterMessage,
  type MessageHeader,
  newMessage,
  readMessage,
  type ReceivedMessage,
  withParent,
} from "../kernel/wire.ts";
import { ZmtpSocket, type ZmtpSocketType } from "../kernel/zmtp.ts";

/** A request of a client. */
export interface ClientRequest {
  /** The request's message. */
  message: ReceivedMessage;
  /** The socket that it came on. */
  client: ZmtpSocket;
  /** Sends the reply, on the channel of the request. */
  reply(type: string, content: Record<string, unknown>): Promise<void>;
  /** Publishes a message whose parent is the request. */
  publish(type: string, content: Record<string, unknown>): Promise<void>;
}

/** Callbacks for what clients send. */
interface ClientHandlers {
  /** Called with each request of the shell channel, in order. */
  onShellRequest(request: ClientRequest): void;
  /** Called with each request of the control channel, such as interrupt and shutdown, which do not wait for cells. */
  onControlRequest(request: ClientRequest): void;
  /** Called with a client's answer to an input request, as frames without the client's routing id. */
  onInputReply(frames: Uint8Array[]): void;
}

/** The five ports of a kernel that clients connect to, on 127.0.0.1; every message is signed. */
export class ClientSide {
  readonly #key: string;
  readonly #session = crypto.randomUUID();
  readonly #iopub: ZmtpServer;
  readonly #stdin: ZmtpServer;
  readonly #servers: ZmtpServer[];
  readonly #topics = new Map<ZmtpSocket, Set<string>>();

  /**
   * Listens from now on.
   *
   * @throws {Deno.errors.AddrInUse} If a port is taken.
   */
  constructor(connection: Connection, handlers: ClientHandlers) {
    this.#key = connection.key;
    const requests =
      (onRequest: (request: ClientRequest) => void) => (frames: Uint8Array[], client: ZmtpSocket) =>
        this.#readSigned(frames, (message) =>
          onRequest({
            message,
            client,
            reply: (type, content) => this.#reply(client, message, type, content),
            publish: (type, content) => this.publish(type, content, message.header),
          }));
    this.#iopub = new ZmtpServer(connection.iopub_port, "PUB", ([topic], client) => {
      this.#subscribe(client, topic!);
    });
    this.#stdin = new ZmtpServer(connection.stdin_port, "ROUTER", (frames) => {
      this.#readSigned(frames, ({ identities }) => handlers.onInputReply(frames.slice(identities.length)));
    });
    this.#servers = [
      this.#iopub,
      this.#stdin,
      new ZmtpServer(
        connection.shell_port,
        "ROUTER",
        requests((request) => handlers.onShellRequest(request)),
      ),
      new ZmtpServer(
        connection.control_port,
        "ROUTER",
        requests((request) => handlers.onControlRequest(request)),
      ),
      // A heartbeat is echoed.
      new ZmtpServer(connection.hb_port, "REP", (frames, client) => void client.send(frames).catch(() => {})),
    ];
  }

  /** Publishes a message of the relay's own. */
  publish(type: string, content: Record<string, unknown>, parent: Partial<MessageHeader>): Promise<void> {
    return this.#send(type, encodeMessage(this.#message(type, content, parent), this.#key));
  }

  /** Publishes a message of the kernel's with another parent; its bytes stay unless other content is given. */
  forward(
    message: ReceivedMessage,
    parent: Partial<MessageHeader>,
    content?: Record<string, unknown>,
  ): Promise<void> {
    return this.#send(message.header.msg_type, withParent(message, parent, this.#key, content));
  }

  /** Forwards an input request to the client that sent the cell. */
  async ask(question: ReceivedMessage, { message, client }: ClientRequest): Promise<void> {
    const clients = [...this.#stdin.clients];
    // A client's shell and stdin sockets share an identity; without one, the client is known if it is the only one.
    const target =
      clients.find(({ peerIdentity }) => peerIdentity !== "" && peerIdentity === client.peerIdentity) ??
        (clients.length === 1 ? clients[0] : undefined);
    await target?.send(withParent(question, message.header, this.#key)).catch(() => {});
  }

  /** Closes all ports and connections. */
  close(): void {
    for (const server of this.#servers) server.close();
  }

  async #reply(
    client: ZmtpSocket,
    { identities, header }: ReceivedMessage,
    type: string,
    content: Record<string, unknown>,
  ): Promise<void> {
    const frames = encodeMessage(this.#message(type, content, header), this.#key);
    await client.send([...identities, ...frames]).catch(() => {}); // it may be gone
  }

  async #send(topic: string, frames: Uint8Array[]): Promise<void> {
    const first = new TextEncoder().encode(topic);
    await Promise.all(
      Array.from(
        this.#topics,
        ([client, topics]) =>
          [...topics].some((prefix) => topic.startsWith(prefix))
            ? client.send([first, ...frames]).catch(() => this.#topics.delete(client))
            : null,
      ),
    );
  }

  /** Reads a subscription: 1 and the beginning of topics, or 0 to end one. */
  #subscribe(client: ZmtpSocket, [wants, ...topic]: Uint8Array): void {
    const topics = this.#topics.get(client) ?? new Set();
    const name = String.fromCharCode(...topic);
    if (wants === 0) return void topics.delete(name);
    this.#topics.set(client, topics.add(name));
    // https://jupyter.org/enhancement-proposals/65-jupyter-xpub/jupyter-xpub.html
    const welcome = this.#message("iopub_welcome", { subscription: name }, {});
    client.send([Uint8Array.from(topic), ...encodeMessage(welcome, this.#key)]).catch(() => {});
  }

  #message(type: string, content: Record<string, unknown>, parent: Partial<MessageHeader>): JupyterMessage {
    return { ...newMessage(type, content, this.#session), parent };
  }

  /** Calls back with the message in some frames; what is not signed or no message is logged and dropped. */
  #readSigned(frames: Uint8Array[], onMessage: (message: ReceivedMessage) => void): void {
    let message: ReceivedMessage;
    try {
      message = readMessage(frames, this.#key);
      void message.content;
    } catch (error) {
      console.error(`A message was refused. ${(error as Error).message}`);
      return;
    }
    onMessage(message);
  }
}

/** Milliseconds that a client may take to shake hands. */
const HANDSHAKE_MS = 5000;

/** Callback for a message of a client. */
type OnFrames = (frames: Uint8Array[], client: ZmtpSocket) => void;

/** One port of 127.0.0.1 on which any number of ZeroMQ clients may connect. */
class ZmtpServer {
  readonly #listener: Deno.TcpListener;
  readonly #clients = new Set<ZmtpSocket>();

  /**
   * Listens from now on.
   *
   * @throws {Deno.errors.AddrInUse} If the port is taken.
   */
  constructor(port: number, type: ZmtpSocketType, onFrames: OnFrames) {
    this.#listener = Deno.listen({ hostname: "127.0.0.1", port });
    this.#acceptAll(type, onFrames);
  }

  /** The clients that are connected. */
  get clients(): ReadonlySet<ZmtpSocket> {
    return this.#clients;
  }

  /** Closes the port and all connections. */
  close(): void {
    this.#listener.close();
    for (const client of this.#clients) client.close();
  }

  async #acceptAll(type: ZmtpSocketType, onFrames: OnFrames): Promise<void> {
    try {
      for await (const conn of this.#listener) this.#serve(conn, type, onFrames);
    } catch {
      // Closed.
    }
  }

  async #serve(conn: Deno.TcpConn, type: ZmtpSocketType, onFrames: OnFrames): Promise<void> {
    let client: ZmtpSocket | null = null;
    try {
      client = await ZmtpSocket.over(conn, type, AbortSignal.timeout(HANDSHAKE_MS));
      this.#clients.add(client);
      for (let frames; (frames = await client.receive()) !== null;) onFrames(frames, client);
    } catch {
      // It does not speak ZMTP, or is gone: the others go on.
    } finally {
      if (client) this.#clients.delete(client);
      client?.close();
    }
  }
}
