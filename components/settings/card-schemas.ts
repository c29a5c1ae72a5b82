import { z } from "zod";
import { meUpdate } from "@/lib/me/schema";
import { organizationUpdate } from "@/lib/organizations/schema";
import type { NumberSetting } from "@/lib/settings/rules";
import {
  numberingFields,
  onlineBookingFields,
  portalFields,
  retentionFields,
  schedulingFields,
} from "@/lib/settings/schema";

// Loaded by the cards when a field is left or saved: the pages show their fields without them.
const { name, legal_name, trade, country, time_zone, locale, phone, email, address, sender_name } =
  organizationUpdate.shape;

export const companyCard = z.strictObject({ name: name.unwrap(), legal_name, trade: trade.unwrap() });
export type CompanyFields = z.input<typeof companyCard>;
export type CompanyWrite = z.output<typeof companyCard>;

export const placeCard = z.strictObject({
  country: country.unwrap(),
  time_zone: time_zone.unwrap(),
  locale: locale.unwrap(),
});
export type PlaceFields = z.input<typeof placeCard>;
export type PlaceWrite = z.output<typeof placeCard>;

export const contactCard = z.strictObject({ phone, email, address });
export type ContactFields = z.input<typeof contactCard>;
export type ContactWrite = z.output<typeof contactCard>;

export const brandCard = z.strictObject({
  brand_color: z
    .string()
    .trim()
    .toLowerCase()
    .transform((value) => value || null)
    .pipe(
      z
        .string()
        .regex(/^#[0-9a-f]{6}$/)
        .nullable(),
    ),
  sender_name,
});
export type BrandFields = z.input<typeof brandCard>;
export type BrandWrite = z.output<typeof brandCard>;

export const profileCard = z.strictObject({
  name: meUpdate.shape.name.unwrap(),
  phone: meUpdate.shape.phone,
});
export type ProfileFields = z.input<typeof profileCard>;
export type ProfileWrite = z.output<typeof profileCard>;

export const regionCard = z.strictObject({
  locale: meUpdate.shape.locale,
  time_zone: meUpdate.shape.time_zone,
});
export type RegionFields = z.input<typeof regionCard>;
export type RegionWrite = z.output<typeof regionCard>;

export const numberingCard = z.strictObject(numberingFields);
export type NumberingFields = z.input<typeof numberingCard>;

const { min_notice_h, horizon_days } = onlineBookingFields;
export const bookingTimesCard = z.strictObject({ min_notice_h, horizon_days });

export const changeNoticeCard = z.strictObject(portalFields);
export type ChangeNotice = z.infer<typeof changeNoticeCard>;

export const retentionCard = z.strictObject(retentionFields);
export type RetentionDays = z.infer<typeof retentionCard>;

const { daily_limit, ...numbers } = schedulingFields;
export const dailyLimitCard = z.strictObject({ daily_limit });

export type Numbers = Partial<Record<NumberSetting, number>>;

/** Those of the numbers of scheduling that one card has. */
export function numberCard(names: readonly NumberSetting[]): z.ZodType<Numbers, Numbers> {
  const mask = Object.fromEntries(names.map((each) => [each, true as const]));
  return z.strictObject(numbers).pick(mask as Record<NumberSetting, true>);
}
