"use client";

import { CalendarClock, Inbox, Phone, UserRoundPlus, X } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { Facts } from "@/components/shared/facts";
import type { Fact } from "@/components/shared/facts";
import { useCan, useMember } from "@/components/shared/member";
import { Peek } from "@/components/shared/peek";
import { useRecordCommands } from "@/components/shared/record-commands";
import type { RecordCommand } from "@/components/shared/record-commands";
import { StateBadge, StateNotes } from "@/components/shared/state-badge";
import { usePhoneFormat } from "@/components/shared/use-phone-format";
import { requestForVisits } from "@/components/shared/visit-request";
import { WhenWindow } from "@/components/shared/when";
import { Button, ButtonLink } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { isMovable, isOver } from "@/lib/bookings/rules";
import type { Booking } from "@/lib/bookings/schema";
import { useFormats } from "@/lib/i18n/client";
import { leadOf } from "@/lib/planning/rules";
import { serviceOf } from "./use-bar-words";

/** What may be done with a visit from the board; a visit under way is not moved, one that is over not at all. */
export function useVisitCommands(visit: Booking): RecordCommand[] {
  const t = useTranslations("board");
  const can = useCan();
  const ask = (action: "reschedule" | "assign" | "backlog" | "cancel") => () =>
    requestForVisits({ action, ids: [visit.id] });
  const isFree = isMovable(visit.status);
  const offers: (RecordCommand & { isAllowed: boolean })[] = [
    {
      id: "reschedule",
      label: t("do.reschedule"),
      icon: CalendarClock,
      keys: "m",
      run: ask("reschedule"),
      isAllowed: isFree && can("update", "bookings"),
    },
    {
      id: "assign",
      label: t("do.assign"),
      icon: UserRoundPlus,
      keys: "a",
      run: ask("assign"),
      isAllowed: !isOver(visit.status) && can("assign", "bookings"),
    },
    {
      id: "backlog",
      label: t("do.backlog"),
      icon: Inbox,
      keys: "u",
      run: ask("backlog"),
      isAllowed: isFree && visit.status !== "unscheduled" && can("update", "bookings"),
    },
    {
      id: "cancel",
      label: t("do.cancel"),
      icon: X,
      run: ask("cancel"),
      isAllowed: !isOver(visit.status) && can("update", "bookings"),
    },
  ];
  return offers.filter(({ isAllowed }) => isAllowed);
}

/** A visit beside the board: what one needs on the phone, and the steps that change the plan. */
export function BoardPeek({ visit, onClose }: { visit: Booking; onClose: () => void }) {
  const { organization } = useMember();
  const commands = useVisitCommands(visit);
  const title = `${visit.number} · ${visit.job.customer.display_name}`;
  useRecordCommands(title, commands);
  return (
    <Peek title={title} href={`/o/${organization.slug}/bookings/${visit.id}`} onClose={onClose}>
      <div className="grid gap-5">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <StateBadge state={visit.status} isSeen={leadOf(visit)?.seen_at != null} size="md" />
          <StateNotes late={visit.late} atRisk={visit.at_risk} overlap={visit.overlap} />
        </div>
        <VisitFacts visit={visit} />
        {visit.instructions ? <p className="whitespace-pre-line text-text-2">{visit.instructions}</p> : null}
        <div className="flex flex-wrap gap-2">
          {commands.map(({ id, label, icon: Icon, keys, run }) => (
            <Button key={id} size="sm" icon={<Icon aria-hidden />} onClick={run}>
              {label}
              {keys ? <Kbd keys={keys} className="ms-1.5" /> : null}
            </Button>
          ))}
          <CallButton visit={visit} />
        </div>
      </div>
    </Peek>
  );
}

function CallButton({ visit }: { visit: Booking }) {
  const t = useTranslations("board");
  const { organization } = useMember();
  const formatPhone = usePhoneFormat();
  const { phone } = visit.job.customer;
  if (!phone) return null;
  return (
    <ButtonLink size="sm" href={`tel:${phone}`} icon={<Phone aria-hidden />}>
      {t("do.call", { phone: formatPhone(phone, organization.country) })}
    </ButtonLink>
  );
}

function VisitFacts({ visit }: { visit: Booking }) {
  const t = useTranslations("board.fact");
  const { organization } = useMember();
  const formats = useFormats();
  const { job, starts_at, ends_at, promised_window, assignments } = visit;
  const zone = job.property.time_zone;
  const base = `/o/${organization.slug}`;
  const people = assignments.map(({ name }) => name);
  const facts: (Fact & { isKnown?: boolean })[] = [
    {
      label: t("when"),
      value: starts_at ? <WhenWindow from={starts_at} to={ends_at} timeZone={zone} /> : t("noTime"),
    },
    {
      label: t("promised"),
      value: <WhenWindow from={promised_window?.starts_at} to={promised_window?.ends_at} timeZone={zone} />,
      isKnown: promised_window !== null,
    },
    { label: t("service"), value: serviceOf(visit) },
    {
      label: t("customer"),
      value: (
        <RecordLink href={`${base}/customers/${job.customer.id}`}>{job.customer.display_name}</RecordLink>
      ),
    },
    {
      label: t("place"),
      value: (
        <RecordLink href={`${base}/properties/${job.property.id}`}>
          {[job.property.line1, job.property.city].filter(Boolean).join(", ")}
        </RecordLink>
      ),
    },
    { label: t("people"), value: people.length > 0 ? formats.list(people) : t("nobody") },
    {
      label: t("job"),
      value: <RecordLink href={`${base}/jobs/${job.id}`}>{`${job.number} ${job.title}`}</RecordLink>,
    },
  ];
  return <Facts facts={facts.filter(({ isKnown }) => isKnown !== false)} />;
}

function RecordLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="underline-offset-4 hover:underline">
      {children}
    </Link>
  );
}
