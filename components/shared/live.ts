"use client";

import { createContext, use } from "react";

/** Whether changes of others arrive by themselves. */
export const LiveContext = createContext(false);

const POLL_MS = 30_000;
/** A connection can be alive and yet have lost a message; the slow look finds what it was. */
const LIVE_POLL_MS = 300_000;
/** That somebody is late is no change of anybody's: only the clock tells it. */
const CLOCK_POLL_MS = 60_000;

/** How often to ask again what a page shows: seldom while changes are told, else every half minute. */
export const usePollMs = () => (use(LiveContext) ? LIVE_POLL_MS : POLL_MS);

/** The same for what says how late a visit is. */
export const useClockPollMs = () => (use(LiveContext) ? CLOCK_POLL_MS : POLL_MS);
