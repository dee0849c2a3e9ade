import { assertEquals, assertRejects } from "@std/assert";
import { ZmtpSocket } from "../../lib/notebook/kernel/zmtp.ts";

const READY = [
  4,
  41,
  5,
  ...new TextEncoder().encode("READY"),
  11,
  ...new TextEncoder().encode("Socket-Type"),
];

/** A ZMTP server by hand, for one connection: greets, and then does as told. */
function serve(after: (conn: Deno.TcpConn) => Promise<void>, greeting = goodGreeting()) {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const served = (async () => {
    const conn = await listener.accept();
    try {
      await conn.write(greeting);
      await after(conn);
      await conn.closeWrite();
      // A connection that is closed with bytes unread is torn down, and what was sent may be lost.
      while (await conn.read(new Uint8Array(4096)).catch(() => null) !== null);
    } finally {
      conn.close();
      listener.close();
    }
  })();
  return { port: listener.addr.port, served };
}

function goodGreeting(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(64);
  bytes.set([0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f, 3, 0]);
  bytes.set(new TextEncoder().encode("NULL"), 12);
  return bytes;
}

function readyCommand(): Uint8Array<ArrayBuffer> {
  const value = new TextEncoder().encode("ROUTER");
  const body = [...READY.slice(2), 0, 0, 0, value.length, ...value];
  return Uint8Array.from([4, body.length, ...body]);
}

/** Reads until the client has sent `size` bytes after its greeting. */
async function readPast(conn: Deno.TcpConn, size: number): Promise<Uint8Array> {
  const bytes: number[] = [], part = new Uint8Array(65536);
  while (bytes.length < 64 + size) {
    const got = await conn.read(part);
    if (got === null) break;
    bytes.push(...part.subarray(0, got));
  }
  return Uint8Array.from(bytes.slice(64));
}

Deno.test("short and long frames arrive, cut anywhere; commands between messages are passed over", async () => {
  const long = Uint8Array.from({ length: 300 }, (_, i) => i % 256);
  const { port, served } = serve(async (conn) => {
    await conn.write(readyCommand());
    const wire = [1, 2, 7, 8, 4, 1, 99, 3, 0, 0, 0, 0, 0, 0, 1, 44, ...long, 0, 0];
    for (const byte of wire.slice(0, 20)) await conn.write(Uint8Array.of(byte));
    await conn.write(Uint8Array.from(wire.slice(20)));
  });
  const socket = await ZmtpSocket.connect(port, "DEALER");
  assertEquals(await socket.receive(), [Uint8Array.of(7, 8), long, new Uint8Array()]);
  assertEquals(await socket.receive(), null);
  socket.close();
  await served;
});

Deno.test("what is sent has the bytes of the specification, also for a frame beyond 255", async () => {
  const long = new Uint8Array(256).fill(5);
  let sent = new Uint8Array();
  const { port, served } = serve(async (conn) => {
    await conn.write(readyCommand());
    sent = Uint8Array.from(await readPast(conn, readyCommand().length + 3 + 265));
  });
  const socket = await ZmtpSocket.connect(port, "DEALER");
  await socket.send([Uint8Array.of(9), long]);
  assertEquals(await socket.receive(), null);
  socket.close();
  await served;
  assertEquals(sent.slice(-268), Uint8Array.from([1, 1, 9, 2, 0, 0, 0, 0, 0, 0, 1, 0, ...long]));
});

Deno.test("another protocol, another mechanism and a frame beyond all measure are refused", async () => {
  const http = new TextEncoder().encode("HTTP/1.1 400 Bad Request\r\n".padEnd(64));
  const curve = goodGreeting();
  curve.set(new TextEncoder().encode("CURVE"), 12);
  for (const greeting of [http, curve]) {
    const { port, served } = serve(async (conn) => void await readPast(conn, 0), greeting);
    await assertRejects(() => ZmtpSocket.connect(port, "SUB"), Error, "does not speak ZMTP 3");
    await served;
  }
  const { port, served } = serve(async (conn) => {
    await conn.write(readyCommand());
    await conn.write(Uint8Array.of(2, 0xff, 0, 0, 0, 0, 0, 0, 0));
  });
  const socket = await ZmtpSocket.connect(port, "DEALER");
  await assertRejects(() => socket.receive(), Error, "Cannot read ZMTP: a frame of");
  socket.close();
  await served;
});
