import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { WeekCard } from "@/components/availability/week-card";
import { CrewsCard } from "@/components/crews/crews-card";
import { RatingCard } from "@/components/feedback/rating-card";
import { HistoryCard } from "@/components/history/history-card";
import { ResourceRecord } from "@/components/resources/resource-record";
import { firstPage, Prefilled } from "@/components/shared/prefilled";
import { comingFilters } from "@/components/time-off/coming";
import { TimeOffCard } from "@/components/time-off/time-off-card";
import { memberClient, orNotFound, requireMember, requirePermission } from "@/lib/auth/member";
import { can } from "@/lib/auth/rules";
import { availabilityKeys } from "@/lib/availability/client";
import { getAvailability } from "@/lib/availability/queries";
import { crewKeys } from "@/lib/crews/client";
import { listCrews } from "@/lib/crews/queries";
import { historyKeys } from "@/lib/history/client";
import { listChanges } from "@/lib/history/queries";
import { recordParams } from "@/lib/http/fields";
import { resourceKeys } from "@/lib/resources/client";
import { getResource } from "@/lib/resources/queries";
import { timeOffKeys } from "@/lib/time-off/client";
import { listTimeOff } from "@/lib/time-off/queries";

type Props = { params: Promise<{ org: string; id: string }> };

/** Awaited before anything is sent, so that 404 is a 404; the title asks for the same record once more for free. */
const readResource = cache(async (slug: string, id: string) => {
  const member = await requireMember(slug);
  requirePermission(member, "read", "resources");
  if (!recordParams.safeParse({ id }).success) notFound();
  const client = await memberClient();
  return { member, client, resource: await orNotFound(getResource(client, id)) };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { org, id } = await params;
  return { title: (await readResource(org, id)).resource.name };
}

export default async function ResourcePage({ params }: Props) {
  const { org, id } = await params;
  const { member, client, resource } = await readResource(org, id);
  const of = { resourceId: id, isLocked: resource.deleted_at !== null };
  const hasWeek = can(member, "read", "availability");
  // A part that cannot be read now is left to the browser, which asks again and shows its own error.
  const hasCrews = can(member, "read", "crews");
  const hasTimeOff = can(member, "read", "time_off");
  const coming = comingFilters(id, resource.time_zone);
  const [week, off, crews, changes] = await Promise.allSettled([
    hasWeek ? getAvailability(client, id) : null,
    hasTimeOff ? listTimeOff(client, { ...coming, limit: 100 }) : null,
    hasCrews ? listCrews(client, { resource_id: id, limit: 200 }) : null,
    listChanges(client, "resources", id, { limit: 20 }),
  ]);
  const past = changes.status === "fulfilled" ? firstPage(changes.value) : null;
  return (
    <Prefilled
      queries={[
        [resourceKeys.record(id), resource],
        [availabilityKeys.week(id), week.status === "fulfilled" ? week.value : null],
        [timeOffKeys.list(coming), off.status === "fulfilled" ? off.value : null],
        [crewKeys.list({ resource_id: id }), crews.status === "fulfilled" ? crews.value : null],
        [historyKeys.record("resources", id), past],
      ]}
    >
      <ResourceRecord
        id={id}
        week={hasWeek ? <WeekCard {...of} /> : null}
        timeOff={hasTimeOff ? <TimeOffCard {...of} timeZone={resource.time_zone} /> : null}
        rating={<RatingCard of={{ resource_id: id }} />}
        crews={hasCrews ? <CrewsCard {...of} /> : null}
        history={<HistoryCard of="resources" id={id} />}
      />
    </Prefilled>
  );
}
