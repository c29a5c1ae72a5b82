"use client";

import { lazyOverlay } from "@/components/ui/lazy-overlay";

export type FieldDifference = { name: string; label: string; yours: string | null; theirs: string | null };

/** `isTouched`: the person changed this field, so that "yours" is the first proposal. */
export type VersionDifference = FieldDifference & { isTouched: boolean };

export type CompareVersionsProps = {
  /** Null while nothing clashes. */
  differences: readonly VersionDifference[] | null;
  /** Who made the newer version, where it is known. */
  by?: string | null;
  problem?: unknown;
  isBusy?: boolean;
  onBack: () => void;
  /** The names of the fields in which the person's own value shall stand. */
  onSave: (mine: readonly string[]) => void;
};

const Choice = lazyOverlay<CompareVersionsProps & { open: boolean }>(() =>
  import("./version-choice").then((part) => ({ default: part.VersionChoice })),
);

/** A save met a newer version; seldom enough that the choice is loaded when it is asked for. */
export function CompareVersions(props: CompareVersionsProps) {
  return <Choice {...props} open={props.differences !== null} />;
}
