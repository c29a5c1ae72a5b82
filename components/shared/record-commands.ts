"use client";

import type { LucideIcon } from "lucide-react";
import { useEffect, useRef, useSyncExternalStore } from "react";

/** What can be done with the record that is open: the palette's "Do". */
export type RecordCommand = {
  id: string;
  /** Verb and object: "Reschedule visit". */
  label: string;
  icon: LucideIcon;
  keys?: string;
  run: () => void;
};

export type OpenRecord = { title: string; commands: readonly RecordCommand[] };

let records: readonly { id: symbol; record: OpenRecord }[] = [];
let open: OpenRecord | null = null;
const listeners = new Set<() => void>();

function change(next: typeof records): void {
  records = next;
  open = newest();
  for (const listener of listeners) listener();
}

/** What several parts of one page say of the same record stands together. */
function newest(): OpenRecord | null {
  const title = records.at(-1)?.record.title;
  if (title === undefined) return null;
  const parts = records.filter(({ record }) => record.title === title);
  return { title, commands: parts.flatMap(({ record }) => record.commands) };
}

/**
 * Says what can be done with the record this component shows, as long as it is on the page. The list may be written
 * inline: only names and keys are compared, and what runs is always the newest.
 */
export function useRecordCommands(title: string, commands: readonly RecordCommand[]): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  const signature = [title, ...commands.map(({ id, label, keys }) => `${id}=${label}=${keys ?? ""}`)].join(
    "|",
  );
  useEffect(() => {
    const id = Symbol();
    const stable = latest.current.map((command) => ({
      ...command,
      run: () => latest.current.find((one) => one.id === command.id)?.run(),
    }));
    change([...records, { id, record: { title, commands: stable } }]);
    return () => change(records.filter((known) => known.id !== id));
  }, [signature, title]);
}

/** The newest one: a peek over its list, a record on its page. Null where no record is open. */
export function useOpenRecord(): OpenRecord | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => open,
    () => null,
  );
}
