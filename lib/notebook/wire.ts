/**
 * Jupyter messages on the wire: four JSON parts, signed with HMAC-SHA256.
 *
 * @see https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol
 */
import { createHmac } from "node:crypto";

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
  const parts = [message.header, message.parent, message.metadata, message.content]
    .map((part) => encoder.encode(JSON.stringify(part)));
  return [encoder.encode(DELIMITER), encoder.encode(signParts(parts, key)), ...parts];
}

/**
 * Reads a message from its frames.
 *
 * @param frames As received; what stands before the delimiter (identities, a topic) is passed over.
 * @param key The connection's key.
 * @returns The message.
 * @throws {Error} If a part is missing, the signature is wrong, or a part is not JSON.
 */
export function decodeMessage(frames: Uint8Array[], key: string): JupyterMessage {
  const start = frames.findIndex((frame) =>
    frame.length === DELIMITER.length && decoder.decode(frame) === DELIMITER
  );
  const [signature, ...parts] = frames.slice(start + 1, start + 6) as [Uint8Array, ...Uint8Array[]];
  if (start < 0 || parts.length !== 4) throw new Error("Cannot read a Jupyter message: a part is missing");
  if (decoder.decode(signature) !== signParts(parts, key)) {
    throw new Error("Cannot read a Jupyter message: its signature is wrong");
  }
  const [header, parent, metadata, content] = parts.map((part) => JSON.parse(decoder.decode(part)));
  return { header, parent: parent ?? {}, metadata, content };
}

function signParts(parts: Uint8Array[], key: string): string {
  if (key === "") return "";
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}
