"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { useRefusal } from "@/components/shared/use-record-writes";
import { useUndo } from "@/components/shared/undo-toast";
import { customerKeys } from "@/lib/customers/client";
import { setCustomerTags, tagKeys } from "@/lib/tags/client";
import type { CustomerTags, TagBrief } from "@/lib/tags/schema";

type Change = (tags: readonly TagBrief[]) => TagBrief[];

const including =
  (tag: TagBrief): Change =>
  (tags) =>
    [...tags.filter(({ id }) => id !== tag.id), tag].toSorted((one, other) =>
      one.name.localeCompare(other.name),
    );
const without =
  (tag: TagBrief): Change =>
  (tags) =>
    tags.filter(({ id }) => id !== tag.id);

/** The tags as somebody else made them meanwhile, of a 412. */
function currentOf(error: unknown): CustomerTags | null {
  const current = error instanceof Error && "current" in error ? error.current : null;
  return current && typeof current === "object" && "tags" in current ? (current as CustomerTags) : null;
}

/** One tag on or off a customer: shown at once, put back with the reason when refused. */
export function useCustomerTagWrites(customerId: string) {
  const t = useTranslations("tags");
  const client = useQueryClient();
  const refuse = useRefusal();
  const offerUndo = useUndo();
  const key = tagKeys.ofCustomer(customerId);

  const hold = (tags: CustomerTags) => {
    client.setQueryData<CustomerTags>(key, tags);
    // The version is the customer's: what else is changed on this page is written against it.
    client.setQueryData<{ version: number }>(customerKeys.record(customerId), (customer) =>
      customer ? { ...customer, version: tags.version } : customer,
    );
  };

  const send = async (before: CustomerTags, change: Change): Promise<CustomerTags> => {
    const ids = (tags: readonly TagBrief[]) => change(tags).map(({ id }) => id);
    const known = client.getQueryData<{ version: number }>(customerKeys.record(customerId));
    const version = Math.max(before.version, known?.version ?? 0);
    try {
      return await setCustomerTags(customerId, version, ids(before.tags));
    } catch (error) {
      // One word on or off is right whatever else somebody changed: it is put to what stands there now.
      const current = currentOf(error);
      if (!current) throw error;
      return setCustomerTags(customerId, current.version, ids(current.tags));
    }
  };

  const write = async (change: Change): Promise<boolean> => {
    await client.cancelQueries({ queryKey: key });
    const before = client.getQueryData<CustomerTags>(key);
    if (!before) return false;
    client.setQueryData<CustomerTags>(key, { ...before, tags: change(before.tags) });
    try {
      hold(await send(before, change));
      void client.invalidateQueries({ queryKey: ["history"] });
      return true;
    } catch (error) {
      client.setQueryData(key, before);
      refuse(t("notSaved"), error);
      void client.invalidateQueries({ queryKey: key });
      return false;
    }
  };

  return {
    add: (tag: TagBrief) => write(including(tag)),
    takeOff: async (tag: TagBrief) => {
      if (await write(without(tag)))
        offerUndo({ title: t("takenOff", { name: tag.name }), undo: () => void write(including(tag)) });
    },
  };
}
