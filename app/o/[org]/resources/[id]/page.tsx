import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { WeekCard } from "@/components/availability/week-card";
import { CrewsCard } from "@/components/crews/crews-card";
import { HistoryCard } from "@/components/history/history-card";
import { ResourceRecord } from "@/components/resources/resource-record";
import { firstPage, Prefilled } from "@/components/shared/prefilled";
import { TimeOffCard } from "@/components/time-off/time-off-card";
import { memberClient, orNotFound, requireMember, requirePermission } from "@/lib/auth/member";
import { can } from "@/lib/auth/rules";
import { availabilityKeys } from "@/lib/availability/client";
import { getAvailability } from "@/lib/availability/queries";
import { historyKeys } from "@/lib/history/client";
import { listChanges } from "@/lib/history/queries";
import { recordParams } from "@/lib/http/fields";
import { resourceKeys } from "@/lib/resources/client";
import { getResource } from "@/lib/resources/queries";

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
  const isLocked = resource.deleted_at !== null;
  const hasWeek = can(member, "read", "availability");
  // A part that cannot be read now is left to the browser, which asks again and shows its own error.
  const [week, changes] = await Promise.allSettled([
    hasWeek ? getAvailability(client, id) : null,
    listChanges(client, "resources", id, { limit: 20 }),
  ]);
  const past = changes.status === "fulfilled" ? firstPage(changes.value) : null;
  return (
    <Prefilled
      queries={[
        [resourceKeys.record(id), resource],
        [availabilityKeys.week(id), week.status === "fulfilled" ? week.value : null],
        [historyKeys.record("resources", id), past],
      ]}
    >
      <ResourceRecord
        id={id}
        week={hasWeek ? <WeekCard resourceId={id} isLocked={isLocked} /> : null}
        timeOff={
          can(member, "read", "time_off") ? (
            <TimeOffCard resourceId={id} timeZone={resource.time_zone} isLocked={isLocked} />
          ) : null
        }
        crews={can(member, "read", "crews") ? <CrewsCard resourceId={id} isLocked={isLocked} /> : null}
        history={<HistoryCard of="resources" id={id} />}
      />
    </Prefilled>
  );
}
