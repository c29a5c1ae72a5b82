import "server-only";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { z } from "zod";
import { clientIpHeader, isEmbedded, secretKey, supabaseUrl } from "@/lib/env";
import { isThisMachine } from "@/lib/mailbox/rules";
import { keptMessage } from "@/lib/mailbox/schema";
import type { KeptMessage } from "@/lib/mailbox/schema";

/** Codes and links of everybody lie in these mails: without the embedded stack, or from elsewhere, there is no such page. */
export async function requireThisMachine(): Promise<void> {
  const head = await headers();
  const ip = head.get(clientIpHeader())?.split(",")[0]?.trim() ?? null;
  if (!isEmbedded() || !isThisMachine(ip, head.get("host"))) notFound();
}

/** Newest first. The gateway of the embedded stack hands them out against the secret key only. */
export async function listKeptMessages(): Promise<KeptMessage[]> {
  const response = await fetch(`${supabaseUrl()}/_mail`, {
    headers: { apikey: secretKey() },
    cache: "no-store",
    signal: AbortSignal.timeout(5_000),
  });
  if (!response.ok) throw new Error(`The mailbox answered ${response.status}.`);
  return z.array(keptMessage).parse(await response.json());
}
