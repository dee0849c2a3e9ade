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
