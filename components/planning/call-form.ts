import type { FieldEntity } from "@/lib/custom-fields/rules";
import type { FieldValues } from "@/lib/custom-fields/schema";
import type { JobPriority } from "@/lib/jobs/schema";

/** Somebody or some place that exists already, as far as the sheet shows it. */
export type KnownCustomer = { id: string; name: string; phone: string | null };
export type KnownPlace = { id: string; line1: string; city: string; timeZone: string };
export type KnownService = {
  id: string;
  name: string;
  durationMin: number;
  skills: string[];
  priority: JobPriority;
};
export type CallPerson = {
  id: string;
  name: string;
  kind: "technician" | "vehicle" | "tool" | "crew";
  role: "lead" | "helper" | "equipment";
};

/** How the time is found: the best free ones, a certain one, or later. */
export type CallMode = "slots" | "exact" | "backlog";

/** Everything somebody may have typed or chosen during a call; all of it survives a reload. */
export type CallForm = {
  customer: KnownCustomer | null;
  isNewCustomer: boolean;
  isCompany: boolean;
  name: string;
  phone: string;
  email: string;
  place: KnownPlace | null;
  isNewPlace: boolean;
  line1: string;
  postcode: string;
  city: string;
  region: string;
  service: KnownService | null;
  wish: string;
  /** Null follows the service. */
  priority: JobPriority | null;
  /** Minutes as typed; "" follows the service. */
  duration: string;
  mode: CallMode;
  /** First day to look for free times; "" is now. */
  from: string;
  date: string;
  /** The day is promised and no hour. */
  isAnyTime: boolean;
  time: string;
  people: CallPerson[];
  dueOn: string;
  /** Of the company's own fields, by what they are said of. */
  fields: Partial<Record<FieldEntity, FieldValues>>;
  /** A job made by an attempt whose visit was then refused: not made twice. */
  job: { id: string; number: string } | null;
};

export const EMPTY_CALL: CallForm = {
  customer: null,
  isNewCustomer: false,
  isCompany: false,
  name: "",
  phone: "",
  email: "",
  place: null,
  isNewPlace: false,
  line1: "",
  postcode: "",
  city: "",
  region: "",
  service: null,
  wish: "",
  priority: null,
  duration: "",
  mode: "slots",
  from: "",
  date: "",
  isAnyTime: false,
  time: "",
  people: [],
  dueOn: "",
  fields: {},
  job: null,
};

/** Minutes of the visit: typed, else the service's; null while neither is known. */
export function minutesOf({ duration, service }: Pick<CallForm, "duration" | "service">): number | null {
  const typed = Number.parseInt(duration, 10);
  if (Number.isFinite(typed) && typed >= 5) return typed;
  return service?.durationMin ?? null;
}

/** Enough to make a customer of. */
export function isNamed({ name, phone }: Pick<CallForm, "name" | "phone">): boolean {
  return name.trim() !== "" || phone.trim() !== "";
}

export function hasAddress({ line1, city }: Pick<CallForm, "line1" | "city">): boolean {
  return line1.trim() !== "" && city.trim() !== "";
}

/** The day that is promised without an hour; null where an hour is meant, or no day was said yet. */
export function anyTimeOn({ mode, isAnyTime, date }: Pick<CallForm, "mode" | "isAnyTime" | "date">) {
  return mode === "exact" && isAnyTime && date !== "" ? date : null;
}
