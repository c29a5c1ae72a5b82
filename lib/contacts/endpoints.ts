import { change } from "@/lib/history/schema";
import { recordEndpoints } from "@/lib/http/record-endpoints";
import { contact, contactCreate, contactListQuery, contactUpdate } from "@/lib/contacts/schema";

export const contactEndpoints = recordEndpoints(
  "contacts",
  { one: "contact", many: "contacts", tag: "Contacts" },
  {
    record: contact,
    row: contact,
    change,
    query: contactListQuery,
    create: contactCreate,
    update: contactUpdate,
  },
);
