/**
 * Jupyter messages on the wire: four JSON parts, signed with HMAC-SHA256.
 *
 * @see https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol
 */
import { createHmac, timingSafeEqual } from "node:crypto";

/** Header of a Jupyter message, with the protocol's own names. */
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
  /** Header of the request that the message belongs to; empty if there is none. */
  parent: Partial<MessageHeader>;
  metadata: Record<string, unknown>;
  content: Record<string, unknown>;
}

/** A received message; its JSON parts are kept as bytes too, to be forwarded unchanged. */
export interface ReceivedMessage extends JupyterMessage {
  /** Frames before the delimiter: the sender's routing ids, or a topic. */
  identities: Uint8Array[];
  /** Header, parent header, metadata and content, as they were signed. */
  parts: Uint8Array[];
  /** Frames behind the four parts: binary data, unsigned. */
  buffers: Uint8Array[];
}

const DELIMITER = "<IDS|MSG>";
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Makes a request. */
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

/** Encodes a message as signed frames. */
export function encodeMessage(message: JupyterMessage, key: string): Uint8Array[] {
  const parts = [message.header, message.parent, message.metadata, message.content].map(encodeJson);
  return [encoder.encode(DELIMITER), encoder.encode(signParts(parts, key)), ...parts];
}

/**
 * Reads a message from its frames.
 *
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
    header: parseJson(parts[0]!),
    parent: parseJson(parts[1]!) ?? {},
    get metadata() {
      return parseJson(parts[2]!);
    },
    get content() {
      return content ??= parseJson(parts[3]!);
    },
  };
}

/** Encodes a received message with another parent, and with other content if any is given; all else keeps its bytes. */
export function withParent(
  message: ReceivedMessage,
  parent: Partial<MessageHeader>,
  key: string,
  content?: Record<string, unknown>,
): Uint8Array[] {
  const [header, , metadata, ownContent] = message.parts as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  const parts = [
    header,
    encodeJson(parent),
    metadata,
    content === undefined ? ownContent : encodeJson(content),
  ];
  return [encoder.encode(DELIMITER), encoder.encode(signParts(parts, key)), ...parts, ...message.buffers];
}

function parseJson(part: Uint8Array) {
  return JSON.parse(decoder.decode(part));
}

function encodeJson(value: unknown): Uint8Array {
  return encoder.encode(JSON.stringify(value));
}

/** Checks a signature in constant time, so that nobody can guess it character by character. */
function isSigned(parts: Uint8Array[], key: string, signature: Uint8Array): boolean {
  const expected = encoder.encode(signParts(parts, key));
  return signature.length === expected.length && timingSafeEqual(signature, expected);
}

function signParts(parts: Uint8Array[], key: string): string {
  if (key === "") return "";
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}

/** Content of a kernel's connection file: ports and key. */
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
 * @default {a fresh one}
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
