import { type Role, ROLES } from "../trace/mod.ts";

/** The roles by the length of their names, of which no two are equal. */
const BY_LENGTH = new Map(ROLES.map((role) => [role.length, role]));

/**
 * The role that UTF-8 bytes name, without decoding them: a data set names one in every turn.
 *
 * @param bytes A cell as the parquet reader gives it.
 * @returns The role; undefined if it is none, or the cell is no bytes.
 */
export function roleOf(bytes: unknown): Role | undefined {
  if (!(bytes instanceof Uint8Array)) return undefined;
  const role = BY_LENGTH.get(bytes.length);
  if (role === undefined) return undefined;
  for (let i = 0; i < role.length; i++) if (bytes[i] !== role.charCodeAt(i)) return undefined;
  return role;
}
