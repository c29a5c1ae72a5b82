import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { CustomerRecord } from "@/components/customers/customer-record";
import { firstPage, Prefilled } from "@/components/shared/prefilled";
import { memberClient, orNotFound, requireMember, requirePermission } from "@/lib/auth/member";
import { can } from "@/lib/auth/rules";
import { contactKeys } from "@/lib/contacts/client";
import { listContacts } from "@/lib/contacts/queries";
import { customerKeys } from "@/lib/customers/client";
import { getCustomer } from "@/lib/customers/queries";
import { historyKeys } from "@/lib/history/client";
import { listChanges } from "@/lib/history/queries";
import { recordParams } from "@/lib/http/fields";
import { propertyKeys } from "@/lib/properties/client";
import { listProperties } from "@/lib/properties/queries";
import { tagKeys } from "@/lib/tags/client";
import { getCustomerTags } from "@/lib/tags/queries";
import { customerParts } from "./customer-parts";

type Props = { params: Promise<{ org: string; id: string }> };

/** Awaited before anything is sent, so that 404 is a 404; the title asks for the same record once more for free. */
const readCustomer = cache(async (slug: string, id: string) => {
  const member = await requireMember(slug);
  requirePermission(member, "read", "customers");
  if (!recordParams.safeParse({ id }).success) notFound();
  const client = await memberClient();
  const customer = await orNotFound(getCustomer(client, member.organization.id, id));
  return { member, client, customer };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { org, id } = await params;
  return { title: (await readCustomer(org, id)).customer.display_name };
}

export default async function CustomerPage({ params }: Props) {
  const { org, id } = await params;
  const { member, client, customer } = await readCustomer(org, id);
  const hasContacts = can(member, "read", "contacts");
  const hasProperties = can(member, "read", "properties");
  const of = { customer_id: id };
  const orgId = member.organization.id;
  // A part that cannot be read now is left to the browser, which asks again and shows its own error.
  const [tags, contacts, properties, changes] = await Promise.allSettled([
    getCustomerTags(client, orgId, id),
    hasContacts ? listContacts(client, orgId, { ...of, limit: 200 }) : null,
    hasProperties ? listProperties(client, { ...of, limit: 50 }) : null,
    listChanges(client, "customers", id, { limit: 20 }),
  ]);
  return (
    <Prefilled
      queries={[
        [customerKeys.record(id), customer],
        [tagKeys.ofCustomer(id), tags.status === "fulfilled" ? tags.value : null],
        [contactKeys.list(of), contacts.status === "fulfilled" ? contacts.value : null],
        [propertyKeys.list(of), properties.status === "fulfilled" ? properties.value : null],
        [
          historyKeys.record("customers", id),
          changes.status === "fulfilled" ? firstPage(changes.value) : null,
        ],
      ]}
    >
      <CustomerRecord id={id} {...customerParts(id, { contacts: hasContacts, properties: hasProperties })} />
    </Prefilled>
  );
}
