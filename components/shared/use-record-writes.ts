"use client";

import { useIsMutating, useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { useToast } from "@/components/ui/toast";
import { knownCode, problemOf } from "./problem";
import { dropFromLists, patchRecord, putBack, takeSnapshot } from "./record-cache";
import type { RecordKeys } from "./record-cache";
import { useUndo } from "./undo-toast";

type Stored = { id: string; version: number; deleted_at: string | null };

export type RecordWrites<R extends Stored, Changes> = {
  keys: RecordKeys;
  update: (id: string, version: number, changes: Changes) => Promise<R>;
  remove: (id: string, version: number) => Promise<R>;
  restore: (id: string) => Promise<R>;
  /** How a change looks before the server has answered, where the record's shape differs from the write's. */
  preview?: (record: R, changes: Changes) => Partial<R>;
  words: {
    deleted: (record: R) => string;
    restored: (record: R) => string;
    notSaved: string;
    notDeleted: (record: R) => string;
    notRestored: (record: R) => string;
    /** Why the server refused, where the feature knows more than the code's sentence. */
    whyRefused?: (error: unknown) => string | null;
  };
};

/** True while a change of this record is not confirmed yet: a small clock says so. */
export function useIsPending(keys: RecordKeys, id: string): boolean {
  return useIsMutating({ mutationKey: [...keys.all, "write", id] }) > 0;
}

/** Holds what the server answered wherever the record is shown; lists and history are asked again. */
export function useStoreRecord<R extends Stored>(keys: RecordKeys): (record: R) => void {
  const client = useQueryClient();
  return (record) => {
    client.setQueryData(keys.record(record.id), record);
    patchRecord<R>(client, keys, record.id, record);
    void client.invalidateQueries({ queryKey: [...keys.all, "list"] });
    void client.invalidateQueries({ queryKey: ["history"] });
  };
}

type Write<R> = {
  /** What the screen shows until the answer is there. */
  paint: () => void;
  send: () => Promise<R>;
};

/** Paints a change, sends it, then holds what the server answered or what was there before. */
function useOptimisticWrite<R extends Stored>(keys: RecordKeys, id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationKey: [...keys.all, "write", id],
    mutationFn: ({ send }: Write<R>) => send(),
    onMutate: async ({ paint }) => {
      await client.cancelQueries({ queryKey: keys.all });
      const snapshot = takeSnapshot(client, keys);
      paint();
      return { snapshot };
    },
    onSuccess: (record) => {
      client.setQueryData(keys.record(id), record);
      patchRecord<R>(client, keys, id, record);
    },
    onError: (_error, _write, before) => {
      if (before) putBack(client, before.snapshot);
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: keys.all });
      void client.invalidateQueries({ queryKey: ["history"] });
    },
  });
}

/** Says in a toast what did not happen, and why: in the feature's own words where it has any. */
export function useRefusal(): (title: string, error: unknown, why?: string | null) => void {
  const toast = useToast();
  const t = useTranslations("shared");
  return (title, error, why) => {
    const description = why ?? t(`problems.${knownCode(problemOf(error))}`);
    toast.show({ title, description, tone: "danger" });
  };
}

/**
 * Change, delete, restore: shown at once, put back visibly with the reason when refused. Deleting asks nothing and
 * can be undone from the toast or by ⌘Z.
 */
export function useRecordWrites<R extends Stored, Changes extends object>(
  id: string,
  { keys, words, ...options }: RecordWrites<R, Changes>,
) {
  const client = useQueryClient();
  const toast = useToast();
  const offerUndo = useUndo();
  const refuse = useRefusal();
  const { mutateAsync, isPending } = useOptimisticWrite<R>(keys, id);
  const patch = (changes: Partial<R>) => patchRecord<R>(client, keys, id, changes);

  /** False when refused; the reason then stands in a toast. */
  async function attempt(write: Write<R>, refusal: string, onDone?: (record: R) => void): Promise<boolean> {
    try {
      const record = await mutateAsync(write);
      onDone?.(record);
      return true;
    } catch (error) {
      refuse(refusal, error, words.whyRefused?.(error));
      return false;
    }
  }

  const change = (record: R, changes: Changes) =>
    attempt(
      {
        paint: () => patch(options.preview?.(record, changes) ?? changes),
        send: () => options.update(id, record.version, changes),
      },
      words.notSaved,
    );

  const restore = (record: R) =>
    attempt(
      { paint: () => patch({ deleted_at: null } as Partial<R>), send: () => options.restore(id) },
      words.notRestored(record),
      () => toast.show({ title: words.restored(record), tone: "success" }),
    );

  const remove = (record: R) => {
    const paint = () => {
      patch({ deleted_at: new Date().toISOString() } as Partial<R>);
      dropFromLists(client, keys, id);
    };
    const send = () => options.remove(id, record.version);
    return attempt({ paint, send }, words.notDeleted(record), (gone) =>
      offerUndo({ title: words.deleted(record), undo: () => void restore(gone) }),
    );
  };

  return { change, remove, restore, isPending };
}
