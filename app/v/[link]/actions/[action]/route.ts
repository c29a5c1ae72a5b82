import { appUrl } from "@/lib/env";
import { notFoundError, type AppError } from "@/lib/errors";
import { customerHandler, type CustomerCall } from "@/lib/http/customer-handler";
import { requireOwnPage } from "@/lib/http/customer-pages";
import { repeatedly } from "@/lib/http/handler";
import { check, readBody, readForm } from "@/lib/http/parse";
import { actOnPortal } from "@/lib/portal/mutations";
import { getPortalState, requirePortal, type Portal } from "@/lib/portal/queries";
import { bodyOfForm, pageOfAction } from "@/lib/portal/rules";
import { actionBodies, isPortalAction, type PortalAction } from "@/lib/portal/schema";

type Call = CustomerCall<{ link: string; action: string }>;

/** The longest message in the longest way to write it. */
const MAX_BYTES = 32 * 1024;

const isForm = ({ request }: Call) =>
  /^application\/x-www-form-urlencoded\b/i.test(request.headers.get("content-type") ?? "");

async function bodyOf(call: Call, action: PortalAction, portal: Portal): Promise<object> {
  const schema = actionBodies[action];
  if (!isForm(call)) return (await readBody<object>(call.request, schema, MAX_BYTES)).body;
  const fields = await readForm(call.request, MAX_BYTES);
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
  return isForm(call) ? backTo(link, action, outcomeOf(action, data)) : Response.json({ data });
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

/** A person without script is led back to the page, which says what did not happen. */
function tell(error: AppError, call: Call): Response | null {
  const { link, action } = call.params;
  if (!isForm(call) || !isPortalAction(action) || error.code === "foreign_origin") return null;
  if (error.status === 410)
    return new Response(null, { status: 303, headers: { location: `/v/${link}/ended` } });
  return error.status === 404 ? null : backTo(link, action, { problem: error.code });
}

export const POST = customerHandler("/v/{link}/actions/{action}", run, tell);
