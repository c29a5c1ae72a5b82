"use client";

import { useQuery } from "@tanstack/react-query";
import { Mail, MailX } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { useMember } from "@/components/shared/member";
import { contactKeys, fetchContacts } from "@/lib/contacts/client";
import { customerKeys, fetchCustomer } from "@/lib/customers/client";

/** Who reads a message. */
export type Recipient = { id: string; name: string };

/** The words in the customer's thread, as his page draws them, and whether a mail brings them to him. */
export function MessagePreview({ customer, body }: { customer: Recipient; body: string }) {
  const t = useTranslations("activities.message");
  const { name: company } = useMember().organization;
  const { name } = customer;
  return (
    <div className="grid gap-2 rounded-control edge p-3">
      {body.trim() ? (
        <figure className="max-w-[85%] min-w-0 justify-self-start">
          <figcaption className="mb-1 text-12 font-medium text-text-3">{t("label", { name })}</figcaption>
          <p className="rounded-card bg-sunken px-3 py-2 text-16 break-words whitespace-pre-line">
            {body.trim()}
          </p>
          <p className="mt-1 text-12 text-text-3">{company}</p>
        </figure>
      ) : null}
      <p className="text-13 text-text-2">{t("page", { name })}</p>
      <Mailing customer={customer} />
    </div>
  );
}

/** The customer's own address, else that of a contact: a company's mail often stands with its first contact only. */
function useMailing({ id }: Recipient) {
  const customer = useQuery({
    queryKey: customerKeys.record(id),
    queryFn: ({ signal }) => fetchCustomer(id, signal),
  });
  const hasOwn = Boolean(customer.data?.email);
  const filters = { customer_id: id };
  const contacts = useQuery({
    queryKey: contactKeys.list(filters),
    queryFn: ({ signal }) => fetchContacts(filters, { signal }),
    enabled: customer.isSuccess && !hasOwn,
  });
  const listed = contacts.data?.data.filter((contact) => contact.email) ?? [];
  const contact = listed.find(({ is_primary }) => is_primary) ?? listed[0];
  return {
    isKnown: customer.isSuccess && (hasOwn || contacts.isSuccess),
    isBarred: customer.data?.do_not_contact ?? false,
    email: customer.data?.email ?? contact?.email ?? null,
  };
}

function Mailing({ customer }: { customer: Recipient }) {
  const t = useTranslations("activities.message");
  const { isKnown, isBarred, email } = useMailing(customer);
  if (!isKnown) return <p className="text-13 text-text-3">{"\u00a0"}</p>;
  const isMailed = email !== null && !isBarred;
  const Icon = isMailed ? Mail : MailX;
  return (
    <p className="flex items-start gap-2 text-13 text-text-2">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" strokeWidth={1.75} />
      <span className="min-w-0 break-words">
        {isBarred
          ? t("noContact", { name: customer.name })
          : email
            ? `${t("mail", { email })} ${t("hold")}`
            : t("noEmail")}
      </span>
    </p>
  );
}
