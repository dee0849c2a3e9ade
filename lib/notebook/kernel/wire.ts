/**
 * Jupyter messages on the wire: four JSON parts, signed with HMAC-SHA256.
 *
 * @see https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol
 */
import { createHmac, timingSafeEqual } from "node:crypto";

/** What every message says of itself. */
export interface MessageHeader {
  msg_id: string;
  msg_type: string;
  session: string;
  username: string;
  date: string;
  version: string;
}

/** One Jupyter message. */
export interface JupyterMessage {
  header: MessageHeader;
  /** The header of the message that this one answers; empty if it answers none. */
  parent: Partial<MessageHeader>;
  metadata: Record<string, unknown>;
  content: Record<string, unknown>;
}

/** A message as it came: what is not looked at stays bytes. */
export interface ReceivedMessage extends JupyterMessage {
  /** What stood before the delimiter: the way back to who asked, or a topic. */
  identities: Uint8Array[];
  /** Header, parent header, metadata and content, as they were signed. */
  parts: Uint8Array[];
  /** What stood behind them: binary data, unsigned. */
  buffers: Uint8Array[];
}

const DELIMITER = "<IDS|MSG>";
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * Makes a request.
 *
 * @param type The message type, such as "execute_request".
 * @param content Its content.
 * @param session The session that sends it.
 * @returns The message, with an id of its own.
 */
export function newMessage(type: string, content: Record<string, unknown>, session: string): JupyterMessage {
  const header = {
    msg_id: crypto.randomUUID(),
    msg_type: type,
    session,
    username: "tracebook",
    date: new Date().toISOString(),
    version: "5.3",
  };
  return { header, parent: {}, metadata: {}, content };
}

/**
 * Turns a message into the frames that are sent.
 *
 * @param message The message.
 * @param key The connection's key; empty for unsigned.
 * @returns Delimiter, signature, header, parent header, metadata, content.
 */
export function encodeMessage(message: JupyterMessage, key: string): Uint8Array[] {
  const parts = [message.header, message.parent, message.metadata, message.content].map(encoded);
  return [encoder.encode(DELIMITER), encoder.encode(signParts(parts, key)), ...parts];
}

/**
 * Reads a message from its frames.
 *
 * @param frames As received.
 * @param key The connection's key.
 * @returns The message; its metadata and content are read when they are asked for, and throw if they are not JSON.
 * @throws {Error} If a part is missing, the signature is wrong, or a header is not JSON.
 */
export function readMessage(frames: Uint8Array[], key: string): ReceivedMessage {
  const start = frames.findIndex((frame) =>
    frame.length === DELIMITER.length && decoder.decode(frame) === DELIMITER
  );
  const [signature, ...parts] = frames.slice(start + 1, start + 6) as [Uint8Array, ...Uint8Array[]];
  if (start < 0 || parts.length !== 4) throw new Error("Cannot read a Jupyter message: a part is missing");
  if (!isSigned(parts, key, signature)) {
    throw new Error("Cannot read a Jupyter message: its signature is wrong");
  }
  let content: JupyterMessage["content"] | undefined;
  return {
    identities: frames.slice(0, start),
    parts,
    buffers: frames.slice(start + 6),
    header: parsed(parts[0]!),
    parent: parsed(parts[1]!) ?? {},
    get metadata() {
      return parsed(parts[2]!);
    },
    get content() {
      return content ??= parsed(parts[3]!);
    },
  };
}

/**
 * A message as the answer to another request than it came as, with the bytes that it has.
 *
 * @param message The message.
 * @param parent The header of the request.
 * @param key The key of the connection on which it goes on.
 * @param content Another content, if it changes.
 * @returns Frames, as `encodeMessage` gives them.
 */
export function reparented(
  message: ReceivedMessage,
  parent: Partial<MessageHeader>,
  key: string,
  content?: Record<string, unknown>,
): Uint8Array[] {
  const [header, , metadata, given] = message.parts as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  const parts = [header, encoded(parent), metadata, content === undefined ? given : encoded(content)];
  return [encoder.encode(DELIMITER), encoder.encode(signParts(parts, key)), ...parts, ...message.buffers];
}

function parsed(part: Uint8Array) {
  return JSON.parse(decoder.decode(part));
}

function encoded(value: unknown): Uint8Array {
  return encoder.encode(JSON.stringify(value));
}

/** In the same time whichever character is wrong, so that nobody can guess a signature one by one. */
function isSigned(parts: Uint8Array[], key: string, signature: Uint8Array): boolean {
  const right = encoder.encode(signParts(parts, key));
  return signature.length === right.length && timingSafeEqual(signature, right);
}

function signParts(parts: Uint8Array[], key: string): string {
  if (key === "") return "";
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}

/** How to reach one kernel: what the connection file holds that the kernel is started with. */
export interface Connection {
  transport: "tcp";
  ip: "127.0.0.1";
  shell_port: number;
  control_port: number;
  stdin_port: number;
  hb_port: number;
  iopub_port: number;
  /** Shared secret that every message is signed with. */
  key: string;
  signature_scheme: "hmac-sha256";
  kernel_name: string;
}

/**
 * Chooses five free ports of this machine. Another program can take a port before the kernel
 * does: then the kernel does not start, and the caller tries again.
 *
 * @param key What messages are signed with. @default {a fresh one}
 * @returns The connection.
 * @see https://jupyter-client.readthedocs.io/en/stable/kernels.html#connection-files
 */
export function newConnection(key: string = crypto.randomUUID()): Connection {
  // All five are held open together, so that they differ.
  const listeners = Array.from({ length: 5 }, () => Deno.listen({ hostname: "127.0.0.1", port: 0 }));
  const [shell, control, stdin, hb, iopub] = listeners.map((listener) => listener.addr.port);
  for (const listener of listeners) listener.close();
  return {
    transport: "tcp",
    ip: "127.0.0.1",
    shell_port: shell!,
    control_port: control!,
    stdin_port: stdin!,
    hb_port: hb!,
    iopub_port: iopub!,
    key,
    signature_scheme: "hmac-sha256",
    kernel_name: "tracebook-deno",
  };
}
