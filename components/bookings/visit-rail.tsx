"use client";

import { useQuery } from "@tanstack/react-query";
import { MessageSquare, Phone } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { Card } from "@/components/shared/card";
import { useCan, useMember } from "@/components/shared/member";
import { Person } from "@/components/shared/person";
import { usePhoneFormat } from "@/components/shared/use-phone-format";
import { When } from "@/components/shared/when";
import { Badge } from "@/components/ui/badge";
import { Button, ButtonLink } from "@/components/ui/button";
import type { Booking } from "@/lib/bookings/schema";
import { customerKeys, fetchCustomer } from "@/lib/customers/client";
import { useFormats } from "@/lib/i18n/client";
import { fetchJob, jobKeys } from "@/lib/jobs/client";
import { fetchProperty, propertyKeys } from "@/lib/properties/client";
import { useVisitActions } from "./use-visit-actions";
import { placeOf } from "./use-visit-words";

const link = "font-medium text-accent-text underline-offset-4 hover:underline";

/** Whom it is for and how to reach them: the two most pressed buttons of the page. */
export function CustomerCard({ visit }: { visit: Booking }) {
  const t = useTranslations("bookings.rail");
  const { organization } = useMember();
  const mayRead = useCan()("read", "customers");
  const formatPhone = usePhoneFormat();
  const { customer } = visit.job;
  const { data } = useQuery({
    queryKey: customerKeys.record(customer.id),
    queryFn: ({ signal }) => fetchCustomer(customer.id, signal),
    enabled: mayRead,
  });
  return (
    <Card title={t("customer")}>
      <div className="grid gap-3">
        <p className="flex flex-wrap items-center gap-2">
          {mayRead ? (
            <Link href={`/o/${organization.slug}/customers/${customer.id}`} className={link}>
              {customer.display_name}
            </Link>
          ) : (
            <span className="font-medium">{customer.display_name}</span>
          )}
          {data?.do_not_contact ? <Badge tone="danger">{t("doNotContact")}</Badge> : null}
        </p>
        {customer.phone ? (
          <>
            <p className="text-text-2 tabular-nums">{formatPhone(customer.phone, organization.country)}</p>
            <div className="flex flex-wrap gap-2">
              <ButtonLink href={`tel:${customer.phone}`} icon={<Phone aria-hidden />}>
                {t("call")}
              </ButtonLink>
              <ButtonLink href={`sms:${customer.phone}`} icon={<MessageSquare aria-hidden />}>
                {t("text")}
              </ButtonLink>
            </div>
          </>
        ) : (
          <p className="text-text-2">{t("noPhone")}</p>
        )}
        {data?.notes ? (
          <p className="line-clamp-6 break-words whitespace-pre-wrap text-text-2">{data.notes}</p>
        ) : null}
      </div>
    </Card>
  );
}

/** Who comes, by which crew, and whether the phone has shown it. */
export function PeopleCard({ visit }: { visit: Booking }) {
  const t = useTranslations("bookings.rail");
  const { assign } = useVisitActions(visit);
  return (
    <Card
      title={t("people")}
      action={
        assign ? (
          <Button size="sm" variant="ghost" onClick={assign.run}>
            {visit.assignments.length > 0 ? t("change") : t("assign")}
          </Button>
        ) : null
      }
    >
      {visit.assignments.length === 0 ? <p className="text-text-2">{t("nobody")}</p> : null}
      <ul className="grid gap-2">
        {visit.assignments.map((one) => (
          <li key={one.id} className="flex min-w-0 items-center justify-between gap-3">
            <Person
              id={one.resource_id}
              name={one.name}
              sub={[one.crew_name, one.kind === "technician" ? t(`role.${one.role}`) : t(`kind.${one.kind}`)]
                .filter(Boolean)
                .join(", ")}
            />
            {one.seen_at ? (
              <span className="shrink-0 text-13 text-text-3">
                {t("seen")} <When at={one.seen_at} timeZone={visit.job.property.time_zone} show="time" />
              </span>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Where, and how to get in. */
export function AccessCard({ visit }: { visit: Booking }) {
  const t = useTranslations("bookings.rail");
  const { slug } = useMember().organization;
  const mayRead = useCan()("read", "properties");
  const { property } = visit.job;
  const { data } = useQuery({
    queryKey: propertyKeys.record(property.id),
    queryFn: ({ signal }) => fetchProperty(property.id, signal),
    enabled: mayRead,
  });
  return (
    <Card title={t("place")}>
      <div className="grid gap-2">
        <p>
          {mayRead ? (
            <Link href={`/o/${slug}/properties/${property.id}`} className={link}>
              {placeOf(visit)}
            </Link>
          ) : (
            placeOf(visit)
          )}
        </p>
        {data ? (
          <p className="break-words whitespace-pre-wrap text-text-2">{data.access_notes ?? t("noAccess")}</p>
        ) : null}
      </div>
    </Card>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <p className="flex justify-between gap-4">
      <span className="text-text-3">{label}</span>
      <span className="text-end">{children}</span>
    </p>
  );
}

/** The work this visit is one part of. */
export function JobCard({ visit }: { visit: Booking }) {
  const t = useTranslations("bookings.rail");
  const formats = useFormats();
  const { slug } = useMember().organization;
  const mayRead = useCan()("read", "jobs");
  const { data } = useQuery({
    queryKey: jobKeys.record(visit.job_id),
    queryFn: ({ signal }) => fetchJob(visit.job_id, signal),
    enabled: mayRead,
  });
  return (
    <Card title={t("job")}>
      <div className="grid gap-2">
        <p>
          <Link href={`/o/${slug}/jobs/${visit.job_id}`} className={link}>
            {visit.job.number} {visit.job.title}
          </Link>
        </p>
        {data ? (
          <>
            <Row label={t("visits")}>
              {t("visitsOver", { over: data.visits.over, total: data.visits.total })}
            </Row>
            <Row label={t("minutes")}>
              {t("minutesOf", {
                spent: formats.duration(data.minutes_spent),
                planned: formats.duration(data.minutes_planned),
              })}
            </Row>
          </>
        ) : null}
      </div>
    </Card>
  );
}
