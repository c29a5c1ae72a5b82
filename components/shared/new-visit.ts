"use client";

import { usePathname, useSearchParams } from "next/navigation";

/** What is known already when a visit is begun: from a customer's page, a job, an empty place on the board. */
export type NewVisitStart = {
  customer_id?: string;
  property_id?: string;
  job_id?: string;
  request_id?: string;
  phone?: string;
  starts_at?: string;
  resource_id?: string;
  /** A job that is planned later. */
  mode?: "backlog";
};

const NAMES = [
  "customer_id",
  "property_id",
  "job_id",
  "request_id",
  "phone",
  "starts_at",
  "resource_id",
  "mode",
] as const satisfies readonly (keyof NewVisitStart)[];

/**
 * The sheet "New visit" lies over any page as `?new=visit`, so that the page below keeps its filters, date and
 * scroll; `/bookings/new` is its address as a page. Opening and closing moves no page, and Back closes it.
 */
export function openNewVisit(start: NewVisitStart = {}): void {
  const query = new URLSearchParams(window.location.search);
  for (const name of NAMES) {
    const value = start[name];
    if (value) query.set(`new.${name}`, value);
    else query.delete(`new.${name}`);
  }
  query.set("new", "visit");
  window.history.pushState(null, "", `${window.location.pathname}?${query.toString()}`);
}

export function closeNewVisit(): void {
  const query = new URLSearchParams(window.location.search);
  for (const name of NAMES) {
    query.delete(`new.${name}`);
    if (isOwnPage(window.location.pathname)) query.delete(name);
  }
  query.delete("new");
  const path = window.location.pathname.replace(/\/bookings\/new$/, "/bookings");
  const rest = query.toString();
  window.history.replaceState(null, "", rest ? `${path}?${rest}` : path);
}

const isOwnPage = (pathname: string) => pathname.endsWith("/bookings/new");

/** What the address asks for; null while the sheet is closed. */
export function useNewVisitStart(): NewVisitStart | null {
  const pathname = usePathname();
  const query = useSearchParams();
  const isPage = isOwnPage(pathname);
  if (!isPage && query.get("new") !== "visit") return null;
  const start: NewVisitStart = {};
  for (const name of NAMES) {
    const value = query.get(`new.${name}`) ?? (isPage ? query.get(name) : null);
    if (value && name === "mode") start.mode = "backlog";
    else if (value && name !== "mode") start[name] = value;
  }
  return start;
}
