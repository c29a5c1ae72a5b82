import { z } from "zod";
import { formValues } from "@/lib/custom-fields/rules";
import type { CustomField, FieldValues } from "@/lib/custom-fields/schema";
import { jobCreate } from "@/lib/jobs/schema";
import type { Job } from "@/lib/jobs/schema";

const {
  title,
  description,
  priority,
  due_on,
  duration_min,
  wishes,
  service_type_id,
  tag_ids,
  custom_fields,
} = jobCreate.shape;

/** What can be changed of a job: customer and place stay, because visits, prices and reports hang on them. */
export const jobForm = z.strictObject({
  title,
  description,
  priority,
  due_on,
  duration_min,
  wishes,
  service_type_id,
  tag_ids,
  custom_fields,
});
export type JobForm = z.input<typeof jobForm>;
export type JobWrite = z.output<typeof jobForm>;

export function formOf(job: Job, fields: readonly CustomField[]): JobForm {
  const stored = job.custom_fields as FieldValues;
  return {
    title: job.title,
    description: job.description ?? "",
    priority: job.priority,
    due_on: job.due_on ?? "",
    duration_min: job.duration_min,
    wishes: job.wishes ?? "",
    service_type_id: job.service_type?.id ?? "",
    tag_ids: job.tags.map((tag) => tag.id),
    ...(fields.length > 0
      ? { custom_fields: formValues(fields, stored) as NonNullable<JobForm["custom_fields"]> }
      : {}),
  };
}
