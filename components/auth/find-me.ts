import "server-only";
import { findMe } from "@/lib/auth/member";
import { AppError } from "@/lib/errors";
import type { Me } from "@/lib/me/schema";

/**
 * Who is signed in, for pages that also serve strangers. A session that is no longer believed (removed, switched
 * off) counts as nobody, or the page to sign in again would be out of reach; an outage stays an error.
 */
export async function findMeOrNull(): Promise<Me | null> {
  try {
    return await findMe();
  } catch (error) {
    if (error instanceof AppError && error.status < 500) return null;
    throw error;
  }
}
