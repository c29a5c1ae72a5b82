"use client";

import { lazyShown } from "@/components/ui/lazy-overlay";
import type { FieldEntity } from "@/lib/custom-fields/rules";
import { askedIn } from "./call-fields";
import type { PartProps } from "./who-part";

const OwnFields = lazyShown(() => import("./own-fields").then((part) => part.OwnFields));

type CallFieldsProps = PartProps & { entities: readonly FieldEntity[]; hasJob?: boolean };

/** The company's own fields of what is being made; nothing, and nothing is loaded, where it asks none. */
export function CallFields({ entities, hasJob = false, ...part }: CallFieldsProps) {
  const asked = askedIn(part.fields, part.form, { entities, hasJob });
  return asked.length > 0 ? <OwnFields {...part} asked={asked} /> : null;
}
