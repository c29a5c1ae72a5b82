import type postgres from "postgres";
import type { AuthConfig } from "./config";
import { AuthError, invalid } from "./errors";

/** bcrypt reads no further. */
const MAX_BYTES = 72;
const COST = 10;
/** Of no password: makes an unknown address take as long as a known one. */
const NOBODYS_HASH = "$2a$10$7EqJtq98hPqEX7fNZaFWoOhi5rW.aJvQXn5dXc1KpkD3yDAJbGY1a";

/** By length only: rules about characters make passwords worse, not better. */
export function checkPassword(config: AuthConfig, password: string): string {
  if (Buffer.byteLength(password) > MAX_BYTES) {
    throw invalid(`Password cannot be longer than ${MAX_BYTES} characters`);
  }
  if (password.length < config.minPasswordLength) {
    const message = `Password should be at least ${config.minPasswordLength} characters.`;
    throw new AuthError(422, "weak_password", message, { reasons: ["length"] });
  }
  return password;
}

/** In the database, because bcrypt in this process would stop every other request for 90 ms. */
export async function hashPassword(sql: postgres.Sql, password: string): Promise<string> {
  const [row] = await sql<{ hash: string }[]>`
    select extensions.crypt(${password}, extensions.gen_salt('bf', ${COST})) as hash`;
  if (!row) throw new Error("pgcrypto answered nothing");
  return row.hash;
}

/** Takes the same time whether there is a hash or not. */
export async function isPassword(sql: postgres.Sql, password: string, hash: string | null): Promise<boolean> {
  // A NUL cannot be sent to PostgreSQL, and no accepted password holds one.
  const candidate = password.includes("\0") ? "" : password;
  const [row] = await sql<{ matches: boolean }[]>`
    select extensions.crypt(${candidate}, ${hash || NOBODYS_HASH}) = ${hash || NOBODYS_HASH} as matches`;
  return Boolean(hash) && candidate === password && row?.matches === true;
}
