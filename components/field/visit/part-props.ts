import type { Unsent } from "@/lib/field/use-visits";
import type { FieldSettings, Visit } from "@/lib/sync/schema";

/** What each part of a visit is given, from the phone's own store. */
export type PartProps = { visit: Visit; unsent: readonly Unsent[]; settings: FieldSettings };
