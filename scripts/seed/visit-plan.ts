import type { VisitState } from "./visit-story";

/** A visit as the plan knows it: when, who goes, and how far it came. Times are milliseconds. */
export type PlannedVisit = {
  startMs: number | null;
  endMs: number | null;
  state: VisitState;
  /** Numbers of the technicians (0 to 7), the lead first; nobody is an empty list. */
  technicians: number[];
  /** Came by the crew, with its van. */
  byCrew?: boolean;
  isIncomplete?: boolean;
  isOverlap?: boolean;
  /** Length of the arrival window in minutes; the usual one otherwise. */
  windowMin?: number;
  flexibleOn?: string;
};
