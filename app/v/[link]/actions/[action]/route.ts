import { appUrl } from "@/lib/env";
import { notFoundError, type AppError } from "@/lib/errors";
import { customerHandler, type CustomerCall } from "@/lib/http/customer-handler";
import { requireOwnPage } from "@/lib/http/customer-pages";
import { repeatedly } from "@/lib/http/handler";
import { forgetForm, keepForm } from "@/lib/http/kept-form";
import { check, readBody, readForm } from "@/lib/http/parse";
import { actOnPortal } from "@/lib/portal/mutations";
import { getPortalState, requirePortal, type Portal } from "@/lib/portal/queries";
import { bodyOfForm, pageOfAction } from "@/lib/portal/rules";
import { actionBodies, isPortalAction, type PortalAction } from "@/lib/portal/schema";

type Call = CustomerCall<{ link: string; action: string }>;

/** The longest message in the longest way to write it. */
const MAX_BYTES = 32 * 1024;

/** What came by a form, for the page that says why it was refused. */
const typed = new WeakMap<Request, Record<string, string>>();

const isForm = ({ request }: Call) =>
  /^application\/x-www-form-urlencoded\b/i.test(request.headers.get("content-type") ?? "");

async function bodyOf(call: Call, action: PortalAction, portal: Portal): Promise<object> {
  const schema = actionBodies[action];
  if (!isForm(call)) return (await readBody<object>(call.request, schema, MAX_BYTES)).body;
  const fields = await readForm(call.request, MAX_BYTES);
  typed.set(call.request, fields);
  const zone = action === "reschedule" ? (await getPortalState(portal.client)).visit.time_zone : "UTC";
  return check<object>(schema, bodyOfForm(action, fields, zone));
}

async function run(call: Call): Promise<Response> {
  const { link, action } = call.params;
  requireOwnPage(call.request.headers, appUrl());
  if (!isPortalAction(action)) throw notFoundError();
  const portal = await requirePortal(link, call.context, action !== "code");
  call.isFrom({ orgId: portal.orgId, principal: `portal:${portal.linkId}` });
  const body = await bodyOf(call, action, portal);
  const data = await repeatedly(() => actOnPortal(portal.client, action, body as never));
  if (!isForm(call)) return Response.json({ data });
  return withCookies(backTo(link, action, outcomeOf(action, data)), forgetForm(`/v/${link}`));
}

/** What the page says after a form: a word, not a sentence, so that an address can't put words into our mouth. */
function outcomeOf(action: PortalAction, data: object): Record<string, string> {
  if (action === "code" && "passed" in data && data.passed === false) return { problem: "wrong_code" };
  if (action === "reschedule" && "request" in data) return { done: "wishes" };
  return { done: action };
}

function backTo(link: string, action: PortalAction, query: Record<string, string>): Response {
  // A move or rating that was done is told on the page itself, what is not finished where it was begun.
  const isBegun = "problem" in query || action === "hold";
  const page = isBegun ? pageOfAction(action) : "";
  const location = `/v/${link}${page}?${new URLSearchParams(query).toString()}`;
  return new Response(null, { status: 303, headers: { location } });
}

function withCookies(response: Response, cookies: string[]): Response {
  for (const cookie of cookies) response.headers.append("set-cookie", cookie);
  return response;
}

/** A person without script is led back to the page, which says what did not happen and holds what he typed. */
function tell(error: AppError, call: Call): Response | null {
  const { link, action } = call.params;
  if (!isForm(call) || !isPortalAction(action) || error.code === "foreign_origin") return null;
  if (error.status === 410)
    return new Response(null, { status: 303, headers: { location: `/v/${link}/ended` } });
  if (error.status === 404) return null;
  const fields = typed.get(call.request);
  // A code is not kept: it is short, and nobody's to find on a machine.
  const cookies = fields && action !== "code" ? keepForm(`/v/${link}`, action, fields) : [];
  return withCookies(backTo(link, action, { problem: error.code }), cookies);
}

export const POST = customerHandler("/v/{link}/actions/{action}", run, tell);
