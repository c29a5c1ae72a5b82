"use client";

import { useTranslations } from "use-intl/react";
import { useRecordWrites } from "@/components/shared/use-record-writes";
import { contactKeys, removeContact, restoreContact, updateContact } from "@/lib/contacts/client";
import type { Contact, ContactUpdate } from "@/lib/contacts/schema";

export function useContactWrites(id: string) {
  const t = useTranslations("customers");
  return useRecordWrites<Contact, ContactUpdate>(id, {
    keys: contactKeys,
    update: updateContact,
    remove: removeContact,
    restore: restoreContact,
    words: {
      deleted: (contact) => t("contacts.deleted", { name: contact.name }),
      restored: (contact) => t("contacts.restored", { name: contact.name }),
      notSaved: t("notSaved"),
      notDeleted: (contact) => t("notDeleted", { name: contact.name }),
      notRestored: (contact) => t("notRestored", { name: contact.name }),
    },
  });
}
