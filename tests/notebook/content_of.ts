import { type JupyterMessage, readMessage } from "../../lib/notebook/kernel/wire.ts";

/** What a message says, read from its frames. */
export function contentOf(frames: Uint8Array[], key: string): JupyterMessage {
  const { header, parent, metadata, content } = readMessage(frames, key);
  return { header, parent, metadata, content };
}
