"use client";

import type { SearchHit } from "@/lib/search/schema";
import { kindOfRoom } from "./hit-kinds";

export type RecentRecord = Pick<SearchHit, "kind" | "id" | "title" | "subtitle">;

const LIMIT = 5;

const keyOf = (organizationId: string, userId: string) => `callout.recent.${organizationId}.${userId}`;

/** The last five records this person opened in this organization, on this device. */
export function readRecent(organizationId: string, userId: string): RecentRecord[] {
  try {
    return JSON.parse(localStorage.getItem(keyOf(organizationId, userId)) ?? "[]") as RecentRecord[];
  } catch {
    return [];
  }
}

const RECORD_PATH = /^\/o\/[^/]+\/([a-z]+)\/([0-9a-f-]{36})$/;

/** Which record a page's address shows; null for lists and settings. */
export function recordAt(pathname: string): Pick<RecentRecord, "kind" | "id"> | null {
  const [, room, id] = RECORD_PATH.exec(pathname) ?? [];
  const kind = room === undefined ? null : kindOfRoom(room);
  return id && kind ? { kind, id } : null;
}

export function rememberRecent(organizationId: string, userId: string, record: RecentRecord): void {
  const others = readRecent(organizationId, userId).filter(({ id }) => id !== record.id);
  try {
    localStorage.setItem(keyOf(organizationId, userId), JSON.stringify([record, ...others].slice(0, LIMIT)));
  } catch {
    // Without storage the palette starts empty; nothing else depends on it.
  }
}
