import type { z } from "zod";
import { formValues } from "@/lib/custom-fields/rules";
import type { CustomField, FieldValues } from "@/lib/custom-fields/schema";
import type { Property, propertyCreate, PropertyCreate, PropertyUpdate } from "@/lib/properties/schema";

export type PropertyForm = PropertyCreate;
export type PropertyWrite = z.output<typeof propertyCreate>;

/** The company's own fields, as far as it has any. */
function own(fields: readonly CustomField[], stored: FieldValues): Pick<PropertyForm, "custom_fields"> {
  return fields.length === 0
    ? {}
    : { custom_fields: formValues(fields, stored) as PropertyForm["custom_fields"] };
}

export function newProperty(
  customerId: string,
  country: string,
  fields: readonly CustomField[],
): PropertyForm {
  return {
    customer_id: customerId,
    address: { line1: "", line2: "", city: "", region: "", postcode: "", country },
    name: "",
    lat: null,
    lng: null,
    time_zone: null,
    access_notes: "",
    is_primary: false,
    ...own(fields, {}),
  };
}

export function formOf(property: Property, fields: readonly CustomField[]): PropertyForm {
  const { line1, line2, city, region, postcode, country } = property.address;
  return {
    customer_id: property.customer_id,
    address: {
      line1,
      line2: line2 ?? "",
      city,
      region: region ?? "",
      postcode: postcode ?? "",
      country,
    },
    name: property.name ?? "",
    lat: property.lat,
    lng: property.lng,
    time_zone: property.time_zone,
    access_notes: property.access_notes ?? "",
    is_primary: property.is_primary,
    ...own(fields, property.custom_fields as FieldValues),
  };
}

const ADDRESS_LINES = ["line1", "line2", "city", "region", "postcode", "country"] as const;
type Flat = Record<string, unknown>;

/** Line by line and with the position as one value: that is how two versions are compared by a person. */
export function flatten({ address, lat, lng, ...fields }: PropertyForm | PropertyWrite): Flat {
  const position = lat === null || lat === undefined ? null : `${lat}, ${lng}`;
  return { ...fields, ...address, position };
}

/** The lines a person keeps of his own, as the change that is sent. */
export function unflatten(kept: Flat, mine: Pick<PropertyForm, "lat" | "lng">): PropertyUpdate {
  const { position, ...rest } = kept;
  const lines = Object.entries(rest).filter(([name]) => isAddressLine(name));
  const others = Object.entries(rest).filter(([name]) => !isAddressLine(name));
  return {
    ...Object.fromEntries(others),
    ...(lines.length > 0 ? { address: Object.fromEntries(lines) } : {}),
    ...(position === undefined ? {} : { lat: mine.lat, lng: mine.lng }),
  };
}

function isAddressLine(name: string): boolean {
  return ADDRESS_LINES.some((line) => line === name);
}

/** A place is called by its name where it has one, else by its street. */
export function propertyTitle({ name, address }: Pick<Property, "name" | "address">): string {
  return name ?? address.line1;
}
