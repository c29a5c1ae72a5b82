import type { z } from "zod";
import { formatPhone } from "@/lib/phone";
import type { Resource, resourceCreate, ResourceCreate } from "@/lib/resources/schema";

/** The fields of the form. Skills, zones and limit have places of their own and are not sent from here. */
export type ResourceForm = ResourceCreate;
export type ResourceWrite = z.output<typeof resourceCreate>;

const NOWHERE = { address: null, lat: null, lng: null };

export function newResource(searched: string): ResourceForm {
  return {
    kind: "technician",
    name: searched.trim(),
    user_id: null,
    email: "",
    phone: "",
    home: NOWHERE,
    time_zone: undefined,
    color: undefined,
    is_active: true,
    notes: "",
  };
}

/** Numbers are shown as people of the country write them; the server reads any notation. */
export function formOf(resource: Resource, country: string): ResourceForm {
  return {
    kind: resource.kind,
    name: resource.name,
    user_id: resource.user?.id ?? null,
    email: resource.email ?? "",
    phone: resource.phone ? formatPhone(resource.phone, country) : "",
    home: resource.home ?? NOWHERE,
    time_zone: resource.time_zone,
    color: resource.color,
    is_active: resource.is_active,
    notes: resource.notes ?? "",
  };
}
