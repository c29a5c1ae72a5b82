import { brandShades } from "@/lib/branding/rules";
import { createFormats } from "@/lib/i18n/format";
import { layoutMail } from "@/lib/mail/layout";
import type { MailLocale } from "@/lib/mail/layout";
import { fillIn } from "@/lib/templates/rules";
import type { MessageFacts, Plan } from "./facts";

export type MessageWords = { locale: MailLocale; event: string; subject: string; body: string };
export type MessageExtras = {
  link: string | null;
  oldPlan: Plan | null;
  minutes: number | null;
  /** Who signed the report that goes along. */
  signer?: string | null;
};
export type RenderedMessage = { subject: string; text: string; html: string };

type Words = {
  action: Record<"open" | "report" | "read" | "answer", string>;
  /** Where the visit itself says nothing. */
  customer: string;
  technician: string;
  service: string;
  someDay: string;
  wholeDay: string;
  next: { planned: (day: string, window: string) => string; open: string };
};

const WORDS: Record<MailLocale, Words> = {
  en: {
    action: { open: "Open your visit", report: "Open the report", read: "Read the answer", answer: "Answer" },
    customer: "and welcome",
    technician: "Our team",
    service: "Your visit",
    someDay: "a day that we still agree on",
    wholeDay: "in the course of the day",
    next: {
      planned: (day, window) => `We come again on ${day}, ${window}.`,
      open: "We get in touch about the next visit.",
    },
  },
  de: {
    action: { open: "Termin ansehen", report: "Bericht ansehen", read: "Antwort lesen", answer: "Antworten" },
    customer: "und willkommen",
    technician: "Unser Team",
    service: "Ihr Termin",
    someDay: "einem Tag, den wir noch vereinbaren",
    wholeDay: "im Laufe des Tages",
    next: {
      planned: (day, window) => `Wir kommen wieder am ${day}, ${window}.`,
      open: "Wir melden uns wegen des nächsten Termins.",
    },
  },
};

/**
 * A mail from an organization's words. Values are put in once and are never read for further variables, whatever a
 * customer calls himself; what they look like in HTML is the layout's, which escapes every text.
 */
export function renderMessage(
  words: MessageWords,
  facts: MessageFacts,
  extras: MessageExtras,
): RenderedMessage {
  const values = valuesOf(words.locale, facts, extras);
  // Line breaks in a value must not end the header.
  const subject = fillIn(words.subject, values).replace(/\s+/g, " ").trim();
  const { before, after, hasButton, hasCode } = partsOf(words.body);
  const fill = (parts: string[]) => parts.map((part) => fillIn(part, values).trim()).filter(Boolean);
  const label = WORDS[words.locale].action[ACTIONS[words.event] ?? "open"];
  const laidOut = layoutMail({
    locale: words.locale,
    title: subject,
    paragraphs: fill(before),
    code: hasCode ? values.code : undefined,
    action: hasButton && extras.link ? { label, url: extras.link } : undefined,
    note: fill(after).join("\n\n") || undefined,
    sender: facts.sender.name,
    color: facts.sender.brand_color ? brandShades(facts.sender.brand_color).light : undefined,
  });
  return { subject, ...laidOut };
}

const ACTIONS: Record<string, keyof Words["action"]> = {
  "visit.done": "report",
  "feedback.reply": "read",
  "visit.message": "answer",
};

/** Read before anything is filled in: a value that looks like a paragraph of its own stays inside the one it is in. */
function partsOf(body: string) {
  const all = body.split(/\n{2,}/).map((part) => part.trim());
  const isAlone = (name: string) => (part: string) => new RegExp(`^\\{\\{ *${name} *\\}\\}$`).test(part);
  const large = all.findIndex((part) => isAlone("link")(part) || isAlone("code")(part));
  const isPlain = (part: string) => !isAlone("link")(part) && !isAlone("code")(part);
  return {
    before: (large < 0 ? all : all.slice(0, large)).filter(isPlain),
    after: large < 0 ? [] : all.slice(large + 1).filter(isPlain),
    hasButton: all.some(isAlone("link")),
    hasCode: all.some(isAlone("code")),
  };
}

function valuesOf(locale: MailLocale, facts: MessageFacts, extras: MessageExtras): Record<string, string> {
  const words = WORDS[locale];
  const say = timesIn(locale, facts.time_zone);
  const known = facts.plan ?? extras.oldPlan;
  const told = known && later(known, extras.minutes ?? 0);
  const old = extras.minutes === null ? extras.oldPlan : facts.plan;
  return {
    customer: facts.customer ?? words.customer,
    company: facts.company,
    technician: facts.technician ?? words.technician,
    service: facts.service ?? words.service,
    site: facts.site ?? "",
    day: told ? say.day(told) : words.someDay,
    window: told ? say.window(told) : words.wholeDay,
    old_window: old ? `${say.day(old)}, ${say.window(old)}` : "–",
    link: extras.link ?? "",
    code: facts.code ?? "",
    message: facts.message ?? "",
    signer: extras.signer ?? facts.customer ?? words.customer,
    reason: facts.reason ?? "",
    instructions: facts.instructions ?? "",
    next: facts.next_plan
      ? words.next.planned(say.day(facts.next_plan), say.window(facts.next_plan))
      : words.next.open,
  };
}

function later(plan: Plan, minutes: number): Plan {
  return "on" in plan ? plan : { from: plan.from + minutes * 60, to: plan.to + minutes * 60 };
}

/** By the clock of the site, whoever reads it where. */
function timesIn(locale: MailLocale, timeZone: string) {
  const formats = createFormats(locale);
  return {
    day: (plan: Plan) =>
      "on" in plan
        ? formats.longDay(`${plan.on}T12:00:00Z`, "UTC")
        : formats.longDay(plan.from * 1000, timeZone),
    window: (plan: Plan) =>
      "on" in plan ? WORDS[locale].wholeDay : formats.window(plan.from * 1000, plan.to * 1000, timeZone),
  };
}
