import type { z } from "zod";
import { serviceTypeCreate } from "@/lib/service-types/schema";
import type { ServiceType } from "@/lib/service-types/schema";

/** The route's own schema; the price stands in the form as it was read, also while it is no price yet. */
export const typeForm = serviceTypeCreate;
export type TypeForm = z.input<typeof typeForm>;
export type TypeWrite = z.output<typeof typeForm>;

export function fieldsOf(type: ServiceType | null): TypeForm {
  return {
    name: type?.name ?? "",
    description: type?.description ?? "",
    customer_instructions: type?.customer_instructions ?? "",
    duration_min: type?.duration_min ?? 60,
    buffer_before_min: type?.buffer_before_min ?? 0,
    buffer_after_min: type?.buffer_after_min ?? 0,
    priority: type?.priority ?? "normal",
    price: type?.price ?? null,
    checklist_id: type?.checklist?.id ?? null,
    skill_ids: type?.skills.map(({ id }) => id) ?? [],
    color: type?.color ?? 0,
    is_active: type?.is_active ?? true,
    // Without one a new type comes last.
    ...(type ? { position: type.position } : {}),
  };
}
