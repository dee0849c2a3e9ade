import { ZmtpSocket, type ZmtpSocketType } from "../zmtp.ts";

/** How long a client may take to shake hands, in milliseconds. */
const HANDSHAKE_MS = 5000;

/** What is done with the messages of clients. */
export type TakeFrames = (frames: Uint8Array[], client: ZmtpSocket) => void;

/** One port of 127.0.0.1 on which any number of ZeroMQ clients may connect. */
export class ZmtpServer {
  readonly #listener: Deno.TcpListener;
  readonly #clients = new Set<ZmtpSocket>();

  /**
   * Listens from now on.
   *
   * @param port The port.
   * @param type What this end is.
   * @param take Gets every message, with the client that sent it.
   * @throws {Deno.errors.AddrInUse} If the port is taken.
   */
  constructor(port: number, type: ZmtpSocketType, take: TakeFrames) {
    this.#listener = Deno.listen({ hostname: "127.0.0.1", port });
    this.#acceptAll(type, take);
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

  async #acceptAll(type: ZmtpSocketType, take: TakeFrames): Promise<void> {
    try {
      for await (const conn of this.#listener) this.#serve(conn, type, take);
    } catch {
      // Closed.
    }
  }

  async #serve(conn: Deno.TcpConn, type: ZmtpSocketType, take: TakeFrames): Promise<void> {
    let client: ZmtpSocket | null = null;
    try {
      client = await ZmtpSocket.over(conn, type, AbortSignal.timeout(HANDSHAKE_MS));
      this.#clients.add(client);
      for (let frames; (frames = await client.receive()) !== null;) take(frames, client);
    } catch {
      // It does not speak ZMTP, or is gone: the others go on.
    } finally {
      if (client) this.#clients.delete(client);
      client?.close();
    }
  }
}
