import { z } from "zod";
import { appUrl } from "@/lib/env";
import { notFoundError, type AppError } from "@/lib/errors";
import { customerHandler, type CustomerCall } from "@/lib/http/customer-handler";
import { LANGUAGE_HEADER, requireOwnPage } from "@/lib/http/customer-pages";
import { repeatedly } from "@/lib/http/handler";
import { forgetForm, keepForm } from "@/lib/http/kept-form";
import { check, readBody, readForm } from "@/lib/http/parse";
import { toLocale } from "@/lib/i18n/locales";
import { book, holdTime, requestVisit } from "@/lib/online-booking/mutations";
import { openBooking, visitorCookie, type Visit } from "@/lib/online-booking/queries";
import { isBookAction, requestOfForm, type BookAction } from "@/lib/online-booking/rules";
import { actionBodies, bookBodyFor, type BookBody } from "@/lib/online-booking/schema";

type Call = CustomerCall<{ org: string; action: string }>;

/** The longest note in the longest way to write it. */
const MAX_BYTES = 32 * 1024;

const anyBody = z.looseObject({});

/** What came by a form, for the page that says why it was refused. */
const typed = new WeakMap<Request, Record<string, string>>();

const isForm = ({ request }: Call) =>
  /^application\/x-www-form-urlencoded\b/i.test(request.headers.get("content-type") ?? "");

async function bodyOf<Action extends BookAction>(
  call: Call,
  action: Action,
  visit: Visit,
): Promise<BookBody<Action>> {
  const schema = actionBodies[action] as never;
  if (!isForm(call)) {
    const { body } = await readBody(call.request, anyBody, MAX_BYTES);
    return check<BookBody<Action>>(action === "book" ? (bookBodyFor(body) as never) : schema, body);
  }
  const fields = await readForm(call.request, MAX_BYTES);
  typed.set(call.request, fields);
  return check<BookBody<Action>>(schema, requestOfForm(fields, visit.front.time_zone));
}

async function perform(call: Call, action: BookAction, visit: Visit): Promise<object> {
  const language =
    toLocale(call.request.headers.get(LANGUAGE_HEADER)) ?? toLocale(visit.front.locale) ?? "en";
  if (action === "hold") {
    const body = await bodyOf(call, action, visit);
    return repeatedly(() => holdTime(visit, body, language));
  }
  if (action === "book") {
    const body = await bodyOf(call, action, visit);
    return repeatedly(() => book(visit, body, language));
  }
  const body = await bodyOf(call, action, visit);
  return repeatedly(() => requestVisit(visit, body, language));
}

async function run(call: Call): Promise<Response> {
  const { org, action } = call.params;
  requireOwnPage(call.request.headers, appUrl());
  if (!isBookAction(action)) throw notFoundError();
  const visit = await openBooking(org, call.context, true);
  call.isFrom({ orgId: visit.orgId, principal: `book:${visit.orgId}` });
  // Without script the page is one form, and what it makes is a request.
  const data = await perform(call, isForm(call) ? "request" : action, visit);
  const response = isForm(call)
    ? backTo(org, { done: "request" }, forgetForm(`/book/${org}`))
    : Response.json({ data });
  if (visit.cookie) response.headers.append("set-cookie", visitorCookie(org, visit.cookie));
  return response;
}

function backTo(org: string, query: Record<string, string>, cookies: string[]): Response {
  const location = `/book/${org}?${new URLSearchParams(query).toString()}`;
  const response = new Response(null, { status: 303, headers: { location } });
  for (const cookie of cookies) response.headers.append("set-cookie", cookie);
  return response;
}

/** A person without script is led back to the page, which says what did not happen and holds what he typed. */
function tell(error: AppError, call: Call): Response | null {
  const isTold = isForm(call) && error.code !== "foreign_origin" && error.status !== 404;
  if (!isTold) return null;
  const { org } = call.params;
  const fields = typed.get(call.request);
  const cookies = fields ? keepForm(`/book/${org}`, "request", fields) : [];
  return backTo(org, { problem: error.errors[0]?.field ?? error.code }, cookies);
}

export const POST = customerHandler("/book/{org}/actions/{action}", run, tell);
