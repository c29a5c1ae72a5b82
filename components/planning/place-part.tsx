"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslations } from "use-intl/react";
import { ErrorCard } from "@/components/shared/error-card";
import { useMember } from "@/components/shared/member";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioCards } from "@/components/ui/radio-cards";
import { SkeletonBlock } from "@/components/ui/skeleton";
import { fetchProperties, propertyKeys } from "@/lib/properties/client";
import type { PropertyRow } from "@/lib/properties/schema";
import { focusPart } from "./advance";
import { CallFields } from "./call-fields-part";
import { Part } from "./part";
import type { PartProps } from "./who-part";
import type { KnownPlace } from "./call-form";

const OTHER = "other";

function knownOf({ id, address, time_zone }: PropertyRow): KnownPlace {
  return { id, line1: address.line1, city: address.city, timeZone: time_zone };
}

type PlacePartProps = PartProps & {
  isFixed: boolean;
  /** Makes customer and place at once, so that free times know the way there. */
  onStore: (() => void) | null;
  isStoring: boolean;
};

/** Where: one of the customer's places, or an address written down in place. */
export function PlacePart(props: PlacePartProps) {
  const t = useTranslations("planning.place");
  const { form, isFixed } = props;
  if (!form.customer && !form.isNewCustomer) return null;
  return (
    <Part name="place" title={t("title")}>
      {isFixed && form.place ? (
        <p>{[form.place.line1, form.place.city].join(", ")}</p>
      ) : form.customer && !form.isNewPlace ? (
        <Places {...props} customerId={form.customer.id} />
      ) : (
        <NewPlace {...props} />
      )}
    </Part>
  );
}

function Places({ form, set, customerId }: PlacePartProps & { customerId: string }) {
  const t = useTranslations("planning.place");
  const of = { customer_id: customerId };
  const { data, error, refetch } = useQuery({
    queryKey: [...propertyKeys.all, "call", of],
    queryFn: ({ signal }) => fetchProperties(of, { limit: 50, signal }),
  });
  const places = data?.data;
  const usual = places?.find(({ is_primary }) => is_primary) ?? places?.[0];
  useEffect(() => {
    if (!places || form.place || form.isNewPlace) return;
    set(usual ? { place: knownOf(usual) } : { isNewPlace: true });
  }, [places, usual, form.place, form.isNewPlace, set]);
  if (error)
    return <ErrorCard title={t("failed")} error={error} onRetry={() => void refetch()} className="my-0" />;
  if (!places) return <SkeletonBlock className="h-11 w-full" />;
  const choose = (id: string) => {
    const place = places.find((each) => each.id === id);
    set(place ? { place: knownOf(place) } : { place: null, isNewPlace: true });
    focusPart(place ? "work" : "place");
  };
  return (
    <RadioCards
      aria-label={t("title")}
      value={form.place?.id ?? null}
      onValueChange={choose}
      options={[
        ...places.map(({ id, name, address }) => ({
          value: id,
          label: name ?? address.line1,
          hint: [name ? address.line1 : null, address.city].filter(Boolean).join(", "),
        })),
        { value: OTHER, label: t("other") },
      ]}
    />
  );
}

/** In the order an address is dictated. Enter in the last line stores it. */
function NewPlace(part: PlacePartProps) {
  const { form, set, errorOf, onStore, isStoring } = part;
  const t = useTranslations("planning.place");
  const { organization } = useMember();
  const field = (name: "line1" | "postcode" | "city" | "region") => (
    <Field label={t(name)} error={errorOf(`address.${name}`)}>
      <Input
        value={form[name]}
        onChange={(event) => set({ [name]: event.target.value })}
        autoComplete="off"
      />
    </Field>
  );
  const hasRegion = organization.country === "US" || organization.country === "CA";
  return (
    <div className="grid gap-3">
      {field("line1")}
      <div
        className={
          hasRegion
            ? "grid gap-3 sm:grid-cols-[8rem_minmax(0,1fr)_6rem]"
            : "grid gap-3 sm:grid-cols-[8rem_minmax(0,1fr)]"
        }
      >
        {field("postcode")}
        {field("city")}
        {hasRegion ? field("region") : null}
      </div>
      <CallFields {...part} entities={["property"]} />
      {onStore ? (
        <div className="flex flex-wrap items-center gap-3">
          <Button data-advance="press" size="sm" busy={isStoring} onClick={onStore}>
            {form.customer ? t("store") : t("storeBoth")}
          </Button>
          <p className="text-13 text-text-3">{t("storeHint")}</p>
        </div>
      ) : null}
    </div>
  );
}
