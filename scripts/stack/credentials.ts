import { createHmac } from "node:crypto";

/**
 * Login roles of the embedded cluster. The cluster listens on 127.0.0.1, where any account of the machine can
 * connect, so each role has a password: derived from the installation's secret key, it is the same on every
 * start and lies in no second file.
 */
export type DatabaseRole =
  | "supabase_admin"
  | "postgres"
  | "authenticator"
  | "supabase_auth_admin"
  | "supabase_storage_admin"
  | "callout_worker_login";

export function databasePassword(secretKey: string, role: DatabaseRole): string {
  return createHmac("sha256", secretKey).update(`database password of ${role}`).digest("hex").slice(0, 32);
}

export function databaseUrl(options: {
  secretKey: string;
  role: DatabaseRole;
  port: number;
  database?: string;
}): string {
  const password = databasePassword(options.secretKey, options.role);
  return `postgres://${options.role}:${password}@127.0.0.1:${options.port}/${options.database ?? "postgres"}`;
}
