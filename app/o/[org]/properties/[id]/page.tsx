import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { Attachments } from "@/components/attachments/attachments";
import { RecordVisits } from "@/components/bookings/record-visits";
import { HistoryCard } from "@/components/history/history-card";
import { propertyTitle } from "@/components/properties/property-form";
import { PropertyCustomer } from "@/components/properties/property-customer";
import { PropertyRecord } from "@/components/properties/property-record";
import { firstPage, Prefilled } from "@/components/shared/prefilled";
import { memberClient, orNotFound, requireMember, requirePermission } from "@/lib/auth/member";
import { can } from "@/lib/auth/rules";
import { customerKeys } from "@/lib/customers/client";
import { findCustomer } from "@/lib/customers/queries";
import { historyKeys } from "@/lib/history/client";
import { listChanges } from "@/lib/history/queries";
import { recordParams } from "@/lib/http/fields";
import { propertyKeys } from "@/lib/properties/client";
import { getProperty } from "@/lib/properties/queries";

type Props = { params: Promise<{ org: string; id: string }> };

/** Awaited before anything is sent, so that 404 is a 404; the title asks for the same record once more for free. */
const readProperty = cache(async (slug: string, id: string) => {
  const member = await requireMember(slug);
  requirePermission(member, "read", "properties");
  if (!recordParams.safeParse({ id }).success) notFound();
  const client = await memberClient();
  const property = await orNotFound(getProperty(client, member.organization.id, id));
  return { member, client, property };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { org, id } = await params;
  return { title: propertyTitle((await readProperty(org, id)).property) };
}

export default async function PropertyPage({ params }: Props) {
  const { org, id } = await params;
  const { member, client, property } = await readProperty(org, id);
  const hasCustomer = can(member, "read", "customers");
  const customerId = property.customer_id;
  // A part that cannot be read now is left to the browser, which asks again and shows its own error.
  const [customer, changes] = await Promise.allSettled([
    hasCustomer ? findCustomer(client, member.organization.id, customerId) : null,
    listChanges(client, "properties", id, { limit: 20 }),
  ]);
  return (
    <Prefilled
      queries={[
        [propertyKeys.record(id), property],
        [customerKeys.record(customerId), customer.status === "fulfilled" ? customer.value : null],
        [
          historyKeys.record("properties", id),
          changes.status === "fulfilled" ? firstPage(changes.value) : null,
        ],
      ]}
    >
      <PropertyRecord
        id={id}
        visits={<RecordVisits of={{ property_id: id }} />}
        customer={hasCustomer ? <PropertyCustomer customerId={customerId} /> : null}
        history={
          <>
            <Attachments of={{ property_id: id }} />
            <HistoryCard of="properties" id={id} />
          </>
        }
      />
    </Prefilled>
  );
}
