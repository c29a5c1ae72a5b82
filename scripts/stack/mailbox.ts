import { json } from "./http";
import { keyKindOf, refuseKey } from "./keys";
import type { ApiKeys } from "./keys";
import type { Mailer, Message } from "./mail";

/**
 * `/_mail`, not part of Supabase: GET lists the kept mail, DELETE empties it, POST sends one more. Only with the
 * secret key, because codes and links lie in it and any web page may ask this address from a person's browser.
 */
export async function serveMail(
  request: Request,
  address: URL,
  keys: ApiKeys,
  mailer: Mailer,
): Promise<Response> {
  const kind = keyKindOf(request, address, keys);
  const refused = refuseKey(kind, request);
  if (refused) return refused;
  if (kind !== "secret") return json({ message: "The mailbox needs the secret key" }, 403);
  if (request.method === "GET") return json(mailer.list());
  if (request.method === "DELETE") {
    mailer.clear();
    return new Response(null, { status: 204 });
  }
  if (request.method !== "POST")
    return json({ message: "Method not allowed" }, 405, { allow: "GET, POST, DELETE" });
  const message = await readMessage(request);
  if (!message) return json({ message: "A mail has to, subject, text, html and kind" }, 400);
  return json(await mailer.send(message), 201);
}

async function readMessage(request: Request): Promise<Message | undefined> {
  const body = (await request.json().catch(() => undefined)) as Record<string, unknown> | undefined;
  const parts = ["to", "subject", "text", "html", "kind"];
  return body && parts.every((part) => typeof body[part] === "string") ? (body as Message) : undefined;
}
