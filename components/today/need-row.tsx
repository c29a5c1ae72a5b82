"use client";

import {
  AlarmClock,
  CircleDashed,
  MessageSquareWarning,
  Phone,
  TriangleAlert,
  UserRoundX,
} from "lucide-react";
import type { LucideIcon } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { useCan, useMember } from "@/components/shared/member";
import { openNewVisit } from "@/components/shared/new-visit";
import { requestForVisits } from "@/components/shared/visit-request";
import { Age, WhenWindow } from "@/components/shared/when";
import { Button, ButtonLink } from "@/components/ui/button";
import { BOOKING_STATES } from "@/lib/bookings/rules";
import type { Booking } from "@/lib/bookings/schema";
import { cn } from "@/lib/cn";
import { useFormats } from "@/lib/i18n/client";
import { leadOf } from "@/lib/planning/rules";
import type { TodayNeed } from "@/lib/today/schema";

const SIGNS: Record<TodayNeed["kind"], { icon: LucideIcon; tone: string }> = {
  late: { icon: AlarmClock, tone: "text-danger" },
  at_risk: { icon: AlarmClock, tone: "text-warning" },
  parked: { icon: TriangleAlert, tone: "text-danger" },
  no_technician: { icon: UserRoundX, tone: "text-warning" },
  request: { icon: CircleDashed, tone: "text-text-2" },
};

/** One thing that waits for a person, with the one or two steps that settle it. */
export function NeedRow({ need }: { need: TodayNeed }) {
  if (need.booking) return <VisitNeed kind={need.kind} visit={need.booking} />;
  if (need.entry) return <ParkedNeed entry={need.entry} />;
  return need.request ? <RequestNeed request={need.request} /> : null;
}

type RowProps = {
  kind: TodayNeed["kind"];
  href: string;
  title: string;
  service?: string | null;
  sentence: ReactNode;
  when: ReactNode;
  children: ReactNode;
};

function Row({ kind, href, title, service, sentence, when, children }: RowProps) {
  const t = useTranslations("today");
  const { icon: Icon, tone } = SIGNS[kind];
  return (
    <li className="grid items-center gap-x-4 gap-y-2 px-4 py-2.5 md:grid-cols-[8.5rem_minmax(0,1fr)_auto]">
      <p className={cn("flex items-center gap-2 text-13 font-medium", tone)}>
        <Icon aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
        {t(`kind.${kind}`)}
      </p>
      <div className="min-w-0">
        <p className="truncate">
          <Link href={href} className="font-medium hover:underline">
            {title}
          </Link>
          {service ? <span className="text-text-2">, {service}</span> : null}
        </p>
        {/* On a phone a line of its own: the zone's name, which only the browser knows to add, moves nothing. */}
        <p className="flex flex-wrap gap-x-3 text-13 text-text-2 max-md:flex-col">
          <span>{sentence}</span>
          <span className="text-text-3">{when}</span>
        </p>
      </div>
      <div className="flex min-w-0 flex-wrap gap-2 max-md:[&>*]:max-w-full max-md:[&>*]:flex-auto">
        {children}
      </div>
    </li>
  );
}

function VisitNeed({ kind, visit }: { kind: TodayNeed["kind"]; visit: Booking }) {
  const { organization } = useMember();
  const { customer, service_type, title, property } = visit.job;
  const window = visit.promised_window ?? visit.arrival_window;
  return (
    <Row
      kind={kind}
      href={`/o/${organization.slug}/bookings/${visit.id}`}
      title={customer.display_name}
      service={service_type?.name ?? title}
      sentence={<VisitSentence kind={kind} visit={visit} />}
      when={
        <WhenWindow
          from={window?.starts_at ?? visit.starts_at}
          to={window?.ends_at ?? visit.ends_at}
          timeZone={property.time_zone}
          show="time"
        />
      }
    >
      <VisitButtons kind={kind} visit={visit} />
    </Row>
  );
}

function VisitSentence({ kind, visit }: { kind: TodayNeed["kind"]; visit: Booking }) {
  const t = useTranslations("today");
  const formats = useFormats();
  const who = leadOf(visit)?.name ?? t("nobody");
  if (kind === "no_technician") return t("sentence.no_technician");
  if (kind === "late" && visit.late)
    return t(`sentence.${visit.late.kind}`, { who, duration: formats.duration(visit.late.minutes) });
  return t("sentence.at_risk", { who });
}

function VisitButtons({ kind, visit }: { kind: TodayNeed["kind"]; visit: Booking }) {
  const t = useTranslations("today");
  const can = useCan();
  const { customer } = visit.job;
  const ask = (action: "assign" | "reschedule" | "tell") => () =>
    requestForVisits({ action, ids: [visit.id] });
  return (
    <>
      {kind === "late" && can("create", "notifications") ? (
        <Button
          size="sm"
          icon={<MessageSquareWarning aria-hidden />}
          aria-label={t("tell", { name: customer.display_name })}
          onClick={ask("tell")}
        >
          {t("tellShort")}
        </Button>
      ) : null}
      {kind !== "no_technician" && customer.phone ? (
        <ButtonLink
          size="sm"
          href={`tel:${customer.phone}`}
          icon={<Phone aria-hidden />}
          aria-label={t("call", { name: customer.display_name })}
        >
          {t("callShort")}
        </ButtonLink>
      ) : null}
      {can("assign", "bookings") && kind !== "at_risk" ? (
        <Button size="sm" onClick={ask("assign")}>
          {kind === "no_technician" ? t("assign") : t("reassign")}
        </Button>
      ) : null}
      {can("update", "bookings") && kind === "at_risk" ? (
        <Button size="sm" onClick={ask("reschedule")}>
          {t("reschedule")}
        </Button>
      ) : null}
    </>
  );
}

/** What a phone reported does not fit the office: decided where both versions stand side by side. */
function ParkedNeed({ entry }: { entry: NonNullable<TodayNeed["entry"]> }) {
  const t = useTranslations("today");
  const sync = useTranslations("sync");
  const states = useTranslations("bookings.state");
  const { organization } = useMember();
  const may = useCan();
  const name = entry.user.name ?? sync("somebody");
  const stateOf = (value: unknown) => BOOKING_STATES.find((known) => known === value);
  const [reported, actual] = [stateOf(entry.payload.to), stateOf(entry.office?.status)];
  const path = `/o/${organization.slug}/sync#parked-${entry.op_id}`;
  return (
    <Row
      kind="parked"
      href={entry.booking ? `/o/${organization.slug}/bookings/${entry.booking.id}` : path}
      title={entry.booking?.customer_name ?? name}
      service={entry.booking?.number}
      sentence={
        reported && actual
          ? t("sentence.parkedStep", { who: name, reported: states(reported), actual: states(actual) })
          : t("sentence.parked", { who: name })
      }
      when={<Age at={entry.received_at} />}
    >
      {may("update", "sync") ? (
        <ButtonLink size="sm" href={path}>
          {t("decide")}
        </ButtonLink>
      ) : null}
    </Row>
  );
}

function RequestNeed({ request }: { request: NonNullable<TodayNeed["request"]> }) {
  const t = useTranslations("today");
  const { organization } = useMember();
  const can = useCan();
  return (
    <Row
      kind="request"
      href={`/o/${organization.slug}/backlog?open=${request.id}`}
      title={request.customer?.display_name ?? request.name ?? request.number}
      sentence={request.description ?? t("sentence.request")}
      when={<Age at={request.created_at} />}
    >
      {can("create", "bookings") ? (
        <Button size="sm" onClick={() => openNewVisit({ request_id: request.id })}>
          {t("plan")}
        </Button>
      ) : null}
    </Row>
  );
}
