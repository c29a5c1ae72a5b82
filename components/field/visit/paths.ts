export type Part = "checklist" | "photos" | "signature" | "report" | "note";

/** The address of a visit in the field, or of one part of it; of the camera also what it is to answer. */
export function partPath(id: string, part?: Part, item?: { checklistId: string; key: string }): string {
  const path = `/field/bookings/${id}${part ? `/${part}` : ""}`;
  return item ? `${path}?checklist=${item.checklistId}&item=${item.key}` : path;
}
