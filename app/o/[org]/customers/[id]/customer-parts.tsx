import { RecordVisits } from "@/components/bookings/record-visits";
import { ConsentCard } from "@/components/consents/consent-card";
import { CustomerContacts } from "@/components/contacts/customer-contacts";
import { RatingCard } from "@/components/feedback/rating-card";
import { CustomerProperties } from "@/components/properties/customer-properties";
import { CustomerTags } from "@/components/tags/customer-tags";
import { CustomerStream } from "./customer-stream";

/** What other features put on a customer's page; each part loads and fails alone. */
export function customerParts(id: string, has: { contacts: boolean; properties: boolean }) {
  const of = { customer_id: id };
  return {
    tags: <CustomerTags customerId={id} />,
    visits: <RecordVisits of={of} />,
    rating: <RatingCard of={of} />,
    contacts: has.contacts ? <CustomerContacts customerId={id} /> : null,
    properties: has.properties ? <CustomerProperties customerId={id} /> : null,
    consents: <ConsentCard customerId={id} />,
    history: <CustomerStream id={id} />,
  };
}
