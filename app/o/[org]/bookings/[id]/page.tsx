import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { Attachments } from "@/components/attachments/attachments";
import { VisitRecord } from "@/components/bookings/visit-record";
import { VisitFeedback } from "@/components/feedback/rating-card";
import { LinkCard } from "@/components/portal-links/link-card";
import { Prefilled } from "@/components/shared/prefilled";
import { VisitWork } from "@/components/visit-work/visit-work";
import { memberClient, orNotFound, requireMember, requirePermission } from "@/lib/auth/member";
import { getBooking } from "@/lib/bookings/queries";
import { recordParams } from "@/lib/http/fields";
import { readParts } from "./read-parts";
import { VisitStream } from "./visit-stream";

type Props = { params: Promise<{ org: string; id: string }> };

/** Awaited before anything is sent, so that 404 is a 404; the title asks for the same record once more for free. */
const readVisit = cache(async (slug: string, id: string) => {
  const member = await requireMember(slug);
  requirePermission(member, "read", "bookings");
  if (!recordParams.safeParse({ id }).success) notFound();
  const client = await memberClient();
  const visit = await orNotFound(getBooking(client, id));
  return { member, client, visit };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { org, id } = await params;
  const { visit } = await readVisit(org, id);
  return { title: `${visit.number} ${visit.job.customer.display_name}` };
}

export default async function VisitPage({ params }: Props) {
  const { org, id } = await params;
  const queries = await readParts(await readVisit(org, id));
  return (
    <Prefilled queries={queries}>
      <VisitRecord
        id={id}
        work={
          <>
            <VisitWork bookingId={id} />
            <VisitFeedback bookingId={id} />
          </>
        }
        link={<LinkCard bookingId={id} />}
        stream={
          <>
            <Attachments of={{ booking_id: id }} />
            <VisitStream id={id} />
          </>
        }
      />
    </Prefilled>
  );
}
