import { buttonLook, CARD, INPUT } from "@/components/shared/customer-look";
import type { Locale } from "@/lib/i18n/locales";
import { getTranslatorOf } from "@/lib/i18n/server";
import { wishDays } from "@/lib/online-booking/rules";
import type { BookService } from "@/lib/online-booking/schema";

type PlainFormProps = {
  slug: string;
  locale: Locale;
  services: BookService[];
  today: string;
  opId: string;
  /** What was typed before, where it was refused. */
  kept: Record<string, string>;
  /** The field that was refused, or another word of what happened. */
  problem: string | undefined;
};

const WHO = [
  ["name", "text", "name", 200, "who.name"],
  ["phone", "tel", "tel", 40, "who.phone"],
  ["email", "email", "email", 254, "who.email"],
  ["line1", "text", "address-line1", 200, "place.line1"],
  ["postcode", "text", "postal-code", 20, "place.postcode"],
  ["city", "text", "address-level2", 200, "place.city"],
] as const;
const PARTS = ["morning", "afternoon", "evening"] as const;

/** The page without script: one form, which becomes a request that the office answers. */
export function PlainForm({ slug, locale, services, today, opId, kept, problem }: PlainFormProps) {
  const t = getTranslatorOf(locale, "online-booking");
  return (
    <form
      method="post"
      action={`/book/${slug}/actions/request`}
      className={`${CARD} grid max-w-[40rem] gap-4`}
    >
      <p>{t("plain.lead")}</p>
      <input type="hidden" name="op_id" value={opId} />
      <label className="grid gap-1.5 text-14 font-medium">
        {t("plain.service")}
        <select name="service_type_id" required defaultValue={kept.service_type_id ?? ""} className={INPUT}>
          <option value="" disabled>
            {t("plain.choose")}
          </option>
          {services.map((service) => (
            <option key={service.id} value={service.id}>
              {service.name}
            </option>
          ))}
        </select>
      </label>
      {WHO.map(([name, type, complete, most, label]) => (
        <label key={name} className="grid gap-1.5 text-14 font-medium">
          {t(label)}
          <input
            name={name}
            type={type}
            required
            autoComplete={complete}
            maxLength={most}
            defaultValue={kept[name]}
            aria-invalid={problem === name || problem === `address.${name}` || undefined}
            className={INPUT}
          />
        </label>
      ))}
      <label className="grid gap-1.5 text-14 font-medium">
        {t("who.note")}
        <textarea name="note" rows={3} maxLength={2000} defaultValue={kept.note} className={INPUT} />
      </label>
      <PlainWishes locale={locale} today={today} kept={kept} />
      <button type="submit" className={buttonLook("primary", "sm:justify-self-start sm:px-6")}>
        {t("plain.send")}
      </button>
    </form>
  );
}

function PlainWishes({ locale, today, kept }: Pick<PlainFormProps, "locale" | "today" | "kept">) {
  const t = getTranslatorOf(locale, "online-booking");
  const { first, last } = wishDays(today);
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1 font-medium">{t("plain.wishes")}</legend>
      {[1, 2, 3].map((place) => (
        <div key={place} className="grid grid-cols-2 gap-2">
          <label className="grid gap-1.5 text-14">
            {t("wishes.day", { place })}
            <input
              name={`day_${place}`}
              type="date"
              min={first}
              max={last}
              defaultValue={kept[`day_${place}`]}
              className={`${INPUT} min-w-0`}
            />
          </label>
          <label className="grid gap-1.5 text-14">
            {t("wishes.part", { place })}
            <select
              name={`part_${place}`}
              defaultValue={kept[`part_${place}`] ?? PARTS[0]}
              className={`${INPUT} min-w-0`}
            >
              {PARTS.map((part) => (
                <option key={part} value={part}>
                  {t(`wishes.${part}`)}
                </option>
              ))}
            </select>
          </label>
        </div>
      ))}
    </fieldset>
  );
}
