"use client";

import { useState } from "react";
import type { z } from "zod";
import { useTranslations } from "use-intl/react";
import { dropDraft } from "@/components/shared/draft";
import { useMember } from "@/components/shared/member";
import { useRecordForm } from "@/components/shared/use-record-form";
import { useStoreRecord } from "@/components/shared/use-record-writes";
import { useUndo } from "@/components/shared/undo-toast";
import { resourceKeys, updateResource } from "@/lib/resources/client";
import { resourceUpdate } from "@/lib/resources/schema";
import type { Resource, ResourceUpdate } from "@/lib/resources/schema";

import { usePartsConflict } from "./use-parts-conflict";

type Write = z.output<typeof resourceUpdate>;

type PartsForm<Parts extends ResourceUpdate> = {
  resource: Resource;
  /** The part of the record this form is about, as the write names it. */
  partsOf: (resource: Resource) => Parts;
  /** Names the draft and nothing else. */
  name: string;
  words?: Readonly<Record<string, string>>;
  onClose: () => void;
};

/** A form about one part of a resource that is replaced as a whole; what it was comes back by Undo. */
export function usePartsForm<Parts extends ResourceUpdate>(options: PartsForm<Parts>) {
  const { partsOf, name, onClose } = options;
  // What the form was opened with: a refetch behind it is not what one has seen.
  const [resource] = useState(options.resource);
  const t = useTranslations("resources");
  const { user, organization } = useMember();
  const store = useStoreRecord<Resource>(resourceKeys);
  const offerUndo = useUndo();
  const values = partsOf(resource);
  const draftKey = `${organization.id}.${user.id}.resource.${resource.id}.${name}`;
  const send = async (changes: ResourceUpdate, version: number) => {
    const saved = await updateResource(resource.id, version, changes);
    store(saved);
    onClose();
    if (saved.version === version) return;
    offerUndo({
      title: t("saved"),
      undo: () => void updateResource(resource.id, saved.version, values).then(store),
    });
  };
  const conflict = usePartsConflict({
    resource,
    partsOf,
    save: async (changes, version) => {
      if (Object.keys(changes).length > 0) await send(changes, version);
      else onClose();
      dropDraft(draftKey);
    },
  });
  const state = useRecordForm<ResourceUpdate, Write>({
    schema: resourceUpdate,
    values,
    version: resource.version,
    draftKey,
    words: options.words,
    save: (changes, version) => send(changes, version ?? resource.version),
    onStale: (current, changes) => conflict.open(current, changes),
  });
  return { ...state, conflict: conflict.props };
}
