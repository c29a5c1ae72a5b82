"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import { useMember } from "@/components/shared/member";
import { formatPhone } from "@/lib/phone";
import { searchEverything, searchKeys } from "@/lib/search/client";
import type { SearchHit } from "@/lib/search/schema";
import { iconOfHit, pathOfHit } from "./hit-kinds";
import { useCommands } from "./palette-commands";
import type { Command, CommandGroup } from "./palette-commands";
import { readRecent, rememberRecent } from "./recent";
import type { RecentRecord } from "./recent";
import { isNumberLike, isPhoneLike } from "./use-pasted-phone";
import { useSettled } from "@/components/shared/use-settled";

const DEBOUNCE_MS = 120;

type PaletteOptions = { initialQuery: string; close: () => void; onHelp: () => void };

export function usePalette({ initialQuery, close, onHelp }: PaletteOptions) {
  const t = useTranslations("office.palette");
  const [query, setQuery] = useState(initialQuery);
  const [isJumping, setIsJumping] = useState(isPhoneLike(initialQuery) || isNumberLike(initialQuery));
  const toCommand = useHitCommands();
  const wanted = useSettled(query.trim(), DEBOUNCE_MS);
  const search = useQuery({
    queryKey: searchKeys.hits(wanted),
    queryFn: ({ signal }) => searchEverything(wanted, signal),
    enabled: wanted.length >= 2,
    // Matches keep their place while typing.
    placeholderData: (previous) => previous,
  });
  const hits = query.trim().length < 2 ? undefined : search.data;
  const isAnswered = query.trim() === wanted && !search.isPlaceholderData;
  useJump(isJumping && isAnswered ? hits : undefined, (hit) => {
    setIsJumping(false);
    if (!hit) return;
    close();
    toCommand(hit).run();
  });
  const commands = useCommands(onHelp);
  const recent = useRecentCommands(toCommand);
  const groups = useMemo(
    () =>
      arrange({
        query,
        found: { hits: hits ?? [], isAnswered },
        commands,
        recent,
        words: { find: t("find"), recent: t("recent") },
        toCommand,
      }),
    [query, hits, isAnswered, commands, recent, t, toCommand],
  );
  const isSearching = query.trim().length >= 2 && (query.trim() !== wanted || search.isFetching);
  const state: "idle" | "searching" | "failed" = isSearching
    ? "searching"
    : search.isError
      ? "failed"
      : "idle";
  return { query, setQuery, groups, state, jumpOnArrival: () => setIsJumping(true) };
}

/** A pasted number that belongs to exactly one customer, or is a record's own, opens it at once. */
function useJump(hits: SearchHit[] | undefined, onArrival: (hit: SearchHit | null) => void): void {
  const latest = useRef(onArrival);
  useEffect(() => {
    latest.current = onArrival;
  });
  useEffect(() => {
    if (!hits) return;
    // "V-2041 · Moreau": the number comes first.
    const named = hits.filter(({ title }) => isNumberLike(title.split(" ")[0] ?? ""));
    const people = hits.filter(({ kind }) => kind === "customer");
    const meant = named.length > 0 ? named : people;
    latest.current(meant.length === 1 ? (meant[0] ?? null) : null);
  }, [hits]);
}

function useHitCommands(): (hit: RecentRecord & { match?: SearchHit["match"] }) => Command {
  const router = useRouter();
  const { organization, user } = useMember();
  return useMemo(
    () => (hit) => ({
      id: `${hit.kind}-${hit.id}`,
      label: hit.title,
      detail: detailOf(hit, organization.country),
      icon: iconOfHit(hit.kind),
      run: () => {
        const { kind, id, title, subtitle } = hit;
        rememberRecent(organization.id, user.id, { kind, id, title, subtitle });
        router.push(`/o/${organization.slug}${pathOfHit(hit)}`);
      },
    }),
    [router, organization.id, organization.slug, organization.country, user.id],
  );
}

/** What matched, where the title does not say it already: the caller's number, the street. */
function detailOf(hit: RecentRecord & { match?: SearchHit["match"] }, country: string): string | null {
  const isSaid = !hit.match || hit.match.text === hit.title || hit.match.field === "name";
  const detail = isSaid ? hit.subtitle : (hit.match?.text ?? null);
  return detail !== null && /^\+\d+$/.test(detail) ? formatPhone(detail, country) : detail;
}

function useRecentCommands(toCommand: (record: RecentRecord) => Command): Command[] {
  const { organization, user } = useMember();
  const [records] = useState(() => readRecent(organization.id, user.id));
  return useMemo(() => records.map(toCommand), [records, toCommand]);
}

type Arrangement = {
  query: string;
  /** Not answered: what the letters before found. */
  found: { hits: SearchHit[]; isAnswered: boolean };
  commands: CommandGroup[];
  recent: Command[];
  words: { find: string; recent: string };
  toCommand: (hit: SearchHit) => Command;
};

/**
 * Ranking of records is the server's; commands match when every typed word begins a word of theirs. So do records that
 * answered the letters before: Enter would open one that was not meant.
 */
function arrange({ query, found, commands, recent, words, toCommand }: Arrangement): CommandGroup[] {
  const typed = fold(query).split(/\s+/).filter(Boolean);
  const records: CommandGroup = { id: "find", label: words.find, items: found.hits.map(toCommand) };
  if (!found.isAnswered) records.items = records.items.filter((item) => matches(item, records, typed));
  const matching = commands
    .map((group) => ({ ...group, items: group.items.filter((item) => matches(item, group, typed)) }))
    .filter(({ items }) => items.length > 0);
  if (typed.length === 0) {
    const last: CommandGroup = { id: "recent", label: words.recent, items: recent };
    return recent.length > 0 ? [last, ...matching] : matching;
  }
  return records.items.length > 0 ? [records, ...matching] : matching;
}

function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase();
}

function matches(item: Command, group: CommandGroup, typed: string[]): boolean {
  const words = fold(`${item.label} ${item.detail ?? ""} ${group.label}`).split(/[^\p{L}\p{N}]+/u);
  return typed.every((part) => words.some((word) => word.startsWith(part)));
}
