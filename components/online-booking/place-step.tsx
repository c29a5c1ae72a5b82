"use client";

import { CircleCheck, CircleX } from "lucide-react";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl/react";
import { buttonLook } from "@/components/shared/customer-look";
import type { BookZone } from "@/lib/online-booking/schema";
import type { Draft } from "./draft";
import { TextField } from "./text-field";
import { useZone } from "./use-zone";

type PlaceStepProps = {
  slug: string;
  phone: string | null;
  attribution: string | null;
  place: Draft["place"];
  onPlace: (place: Draft["place"]) => void;
  /** `isRequest`: nobody comes there as a rule, but one may ask. */
  onNext: (isRequest: boolean) => void;
};

const FIELDS = [
  ["postcode", "postal-code", 20],
  ["line1", "address-line1", 200],
  ["city", "address-level2", 200],
] as const;

/** The postcode comes first: whether somebody comes there is said before anything else is asked. */
export function PlaceStep({ slug, phone, attribution, place, onPlace, onNext }: PlaceStepProps) {
  const t = useTranslations("online-booking");
  const [isTried, setIsTried] = useState(false);
  const { zone, isChecking } = useZone(slug, place);
  const mayGoOn = zone === null || zone.is_inside || zone.may_request;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (FIELDS.every(([name]) => place[name].trim() !== "") && mayGoOn) onNext(zone?.is_inside === false);
  };
  return (
    <form onSubmit={submit} noValidate className="grid max-w-[35rem] gap-4">
      <p>{t("place.question")}</p>
      {FIELDS.map(([name, complete, most]) =>
        name === "postcode" || mayGoOn ? (
          <div key={name} className="grid gap-2">
            <TextField
              label={t(`place.${name}`)}
              name={name}
              autoComplete={complete}
              maxLength={most}
              value={place[name]}
              onText={(text) => onPlace({ ...place, [name]: text })}
              error={isTried && place[name].trim() === "" ? t("field.required") : null}
            />
            {name === "postcode" ? (
              <ZoneLine zone={zone} isChecking={isChecking} postcode={place.postcode.trim()} phone={phone} />
            ) : null}
          </div>
        ) : null,
      )}
      {mayGoOn ? (
        <button type="submit" className={buttonLook("primary", "sm:justify-self-start sm:px-6")}>
          {t(zone?.is_inside === false ? "place.request" : "place.next")}
        </button>
      ) : null}
      {attribution ? <p className="text-12 text-text-3">{attribution}</p> : null}
    </form>
  );
}

type ZoneLineProps = { zone: BookZone | null; isChecking: boolean; postcode: string; phone: string | null };

function ZoneLine({ zone, isChecking, postcode, phone }: ZoneLineProps) {
  const t = useTranslations("online-booking.place");
  const words = () => {
    if (!zone) return "";
    if (zone.is_inside) return t("inside", { postcode });
    if (zone.may_request) return t("outsideRequest", { postcode });
    return [t("outside", { postcode }), phone ? t("outsideCall", { phone }) : ""].join(" ").trim();
  };
  const Icon = zone?.is_inside ? CircleCheck : CircleX;
  return (
    <p role="status" className="flex min-h-6 items-start gap-2">
      {zone ? (
        <Icon
          aria-hidden
          className={`mt-0.5 size-5 shrink-0 ${zone.is_inside ? "text-success" : "text-warning"}`}
          strokeWidth={1.75}
        />
      ) : null}
      <span className={zone ? "" : "text-text-3"}>{isChecking ? t("checking") : words()}</span>
    </p>
  );
}
