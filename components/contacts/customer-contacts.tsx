"use client";

import { useQuery } from "@tanstack/react-query";
import { Ellipsis, Fingerprint, Pencil, Plus, Trash2 } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { Card } from "@/components/shared/card";
import { ErrorCard } from "@/components/shared/error-card";
import { useCan, useMember } from "@/components/shared/member";
import { PendingClock } from "@/components/shared/pending-clock";
import { SkeletonLines } from "@/components/shared/skeleton";
import { useSheetParam } from "@/components/shared/use-sheet-param";
import { usePhoneFormat } from "@/components/shared/use-phone-format";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { contactKeys, fetchContacts } from "@/lib/contacts/client";
import type { Contact } from "@/lib/contacts/schema";
import { customerKeys, fetchCustomer } from "@/lib/customers/client";
import { useContactWrites } from "./use-contact-writes";

const EditContactSheet = lazyShown(() => import("./contact-sheet").then((form) => form.EditContactSheet));
const NewContactSheet = lazyShown(() => import("./contact-sheet").then((form) => form.NewContactSheet));

/** Who else to ask for at this customer. */
export function CustomerContacts({ customerId }: { customerId: string }) {
  const t = useTranslations("customers");
  const may = useCan();
  const sheet = useSheetParam();
  const filters = { customer_id: customerId };
  const { data, error, refetch } = useQuery({
    queryKey: contactKeys.list(filters),
    queryFn: ({ signal }) => fetchContacts(filters, { limit: 200, signal }),
  });
  const contacts = data?.data;
  const isLocked = useIsDeleted(customerId);
  const mayAdd = may("create", "contacts") && !isLocked;
  const edited = contacts?.find((contact) => sheet.name === "contact" && contact.id === sheet.id);
  return (
    <Card
      title={t("contacts.title")}
      count={contacts?.length}
      action={
        mayAdd ? (
          <IconButton label={t("contacts.add")} size="sm" onClick={() => sheet.open("contact")}>
            <Plus aria-hidden />
          </IconButton>
        ) : null
      }
    >
      {error && !contacts ? (
        <ErrorCard
          title={t("contacts.error")}
          error={error}
          onRetry={() => void refetch()}
          className="my-0 border-0 p-0"
        />
      ) : contacts ? (
        <ContactRows contacts={contacts} mayAdd={mayAdd} isLocked={isLocked} />
      ) : (
        <SkeletonLines />
      )}
      {mayAdd && sheet.name === "contact" && sheet.id === null ? (
        <NewContactSheet customerId={customerId} onClose={sheet.close} />
      ) : null}
      {edited && may("update", "contacts") && !isLocked ? (
        <EditContactSheet key={edited.id} contact={edited} onClose={sheet.close} />
      ) : null}
    </Card>
  );
}

/** Nothing is added to a deleted customer; the record's own query answers from the cache. */
function useIsDeleted(customerId: string): boolean {
  const { data } = useQuery({
    queryKey: customerKeys.record(customerId),
    queryFn: ({ signal }) => fetchCustomer(customerId, signal),
  });
  return data ? data.deleted_at !== null : true;
}

type ContactRowsProps = { contacts: readonly Contact[]; mayAdd: boolean; isLocked: boolean };

function ContactRows({ contacts, mayAdd, isLocked }: ContactRowsProps) {
  const t = useTranslations("customers");
  const sheet = useSheetParam();
  if (contacts.length > 0) {
    const firstChoiceOnTop = [...contacts].sort((a, b) => Number(b.is_primary) - Number(a.is_primary));
    return (
      <ul className="-mx-2 grid gap-1">
        {firstChoiceOnTop.map((contact) => (
          <ContactRow key={contact.id} contact={contact} isLocked={isLocked} />
        ))}
      </ul>
    );
  }
  if (!mayAdd) return <p className="text-text-2">{t("contacts.emptyReader")}</p>;
  return (
    <div className="grid justify-items-start gap-3">
      <p className="text-text-2">{t("contacts.empty")}</p>
      <Button size="sm" icon={<Plus aria-hidden />} onClick={() => sheet.open("contact")}>
        {t("contacts.add")}
      </Button>
    </div>
  );
}

function ContactRow({ contact, isLocked }: { contact: Contact; isLocked: boolean }) {
  const { country } = useMember().organization;
  const formatPhone = usePhoneFormat();
  const t = useTranslations("customers");
  return (
    <li className="flex items-start gap-2 rounded-control px-2 py-1.5 hover:bg-hover">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="font-medium break-words">{contact.name}</span>
          {contact.is_primary ? <Badge>{t("contacts.primary")}</Badge> : null}
          <PendingClock keys={contactKeys} id={contact.id} />
        </p>
        {contact.role_title ? <p className="text-13 text-text-3">{contact.role_title}</p> : null}
        <p className="flex flex-wrap gap-x-3">
          {contact.phone ? (
            <a
              href={`tel:${contact.phone}`}
              className="touch-target min-h-6 text-accent-text underline-offset-4 hover:underline"
            >
              {formatPhone(contact.phone, country)}
            </a>
          ) : null}
          {contact.email ? (
            <a
              href={`mailto:${contact.email}`}
              className="touch-target min-h-6 break-all text-accent-text underline-offset-4 hover:underline"
            >
              {contact.email}
            </a>
          ) : null}
        </p>
        {contact.notes ? (
          <p className="mt-0.5 text-13 break-words whitespace-pre-wrap text-text-2">{contact.notes}</p>
        ) : null}
      </div>
      <ContactMenu contact={contact} isLocked={isLocked} />
    </li>
  );
}

/** Who may manage the company erases a contact here as well, also one of a deleted customer. */
function ContactMenu({ contact, isLocked }: { contact: Contact; isLocked: boolean }) {
  const t = useTranslations("customers");
  const may = useCan();
  const { slug } = useMember().organization;
  const sheet = useSheetParam();
  const { remove } = useContactWrites(contact.id);
  const mayEdit = !isLocked && may("update", "contacts");
  const mayDelete = !isLocked && may("delete", "contacts");
  const mayErase = may("manage", "organizations");
  if (!mayEdit && !mayDelete && !mayErase) return null;
  return (
    <Menu
      trigger={
        <IconButton label={t("contacts.actions", { name: contact.name })} size="sm">
          <Ellipsis aria-hidden />
        </IconButton>
      }
    >
      {mayEdit ? (
        <MenuItem icon={<Pencil aria-hidden />} onSelect={() => sheet.open("contact", contact.id)}>
          {t("contacts.edit", { name: contact.name })}
        </MenuItem>
      ) : null}
      {mayErase ? (
        <MenuItem
          icon={<Fingerprint aria-hidden />}
          href={`/o/${slug}/settings/privacy?kind=contact&id=${contact.id}`}
        >
          {t("contacts.privacy")}
        </MenuItem>
      ) : null}
      {mayDelete ? (
        <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={() => void remove(contact)}>
          {t("contacts.delete", { name: contact.name })}
        </MenuItem>
      ) : null}
    </Menu>
  );
}
