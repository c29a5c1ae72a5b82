"use client";

import { useTranslations } from "use-intl/react";
import { CompareVersions } from "@/components/shared/compare-versions";
import { parseWith } from "@/components/shared/parse-with";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { brandShades } from "@/lib/branding/rules";
import { updateOrganization } from "@/lib/organizations/client";
import type { Organization } from "@/lib/organizations/schema";
import type { BrandFields, BrandWrite } from "./card-schemas";
import type { OrganizationCardProps } from "./company-card";
import { SettingsCard } from "./settings-card";
import { useCardForm } from "./use-card-form";

const HEX = /^#[0-9a-f]{6}$/;
/** What a picker shows that has no empty state: Callout's own accent. */
const OWN = "#04686c";

const parse = parseWith(() => import("./card-schemas").then((schemas) => schemas.brandCard));

const LABELS = { brand_color: "color", sender_name: "sender" } as const;
const isLabelled = (field: string): field is keyof typeof LABELS => field in LABELS;

function useBrandForm({ organization, onSaved }: OrganizationCardProps) {
  const t = useTranslations("settings");
  return useCardForm<Organization, BrandFields, BrandWrite>({
    name: "branding.look",
    parse,
    record: organization,
    fieldsOf: (record) => ({ brand_color: record.brand_color ?? "", sender_name: record.sender_name ?? "" }),
    send: (version, changes) => updateOrganization(organization.id, version, changes),
    onSaved,
    words: {
      label: (field) => (isLabelled(field) ? t(`branding.${LABELS[field]}`) : field),
      value: (_, value) => (typeof value === "string" && value !== "" ? value : null),
    },
  });
}

type BrandForm = ReturnType<typeof useBrandForm>["state"];

/** One colour, chosen freely and shown readably; what becomes of it is seen while choosing. */
export function BrandCard(props: OrganizationCardProps) {
  const t = useTranslations("settings");
  const { organization } = props;
  const { state, saves, conflict } = useBrandForm(props);
  const { values, field, errorOf } = state;
  const typed = values.brand_color.trim().toLowerCase();
  const color = HEX.test(typed) ? typed : null;
  return (
    <>
      <SettingsCard title={t("branding.look")} saveLabel={t("branding.saveLook")} state={state} saves={saves}>
        <ColorField state={state} color={color} />
        <BrandPreview color={color} name={organization.name} />
        <Field label={t("branding.sender")} hint={t("branding.senderHint")} error={errorOf("sender_name")}>
          <Input {...field("sender_name")} placeholder={organization.name} autoComplete="off" />
        </Field>
      </SettingsCard>
      <CompareVersions {...conflict} />
    </>
  );
}

function ColorField({ state, color }: { state: BrandForm; color: string | null }) {
  const t = useTranslations("settings.branding");
  const { set, field, errorOf } = state;
  return (
    <div className="flex items-end gap-2">
      <Field
        label={t("color")}
        hint={color ? undefined : t("colorHint")}
        error={errorOf("brand_color")}
        className="flex-1"
      >
        <Input {...field("brand_color")} placeholder={OWN} spellCheck={false} autoComplete="off" />
      </Field>
      <input
        type="color"
        aria-label={t("colorPick")}
        value={color ?? OWN}
        onChange={(event) => set({ brand_color: event.target.value })}
        className="h-(--control) w-14 shrink-0 cursor-pointer rounded-control edge border-border-strong bg-surface p-1"
      />
    </div>
  );
}

function BrandPreview({ color, name }: { color: string | null; name: string }) {
  const t = useTranslations("settings.branding");
  const { light, dark, contrast, isCorrected } = brandShades(color ?? OWN);
  return (
    <div className="grid gap-2">
      {color ? (
        <p role="status" className="text-13 text-text-2">
          {isCorrected
            ? t("corrected", { ratio: contrast, color: light })
            : t("contrast", { ratio: contrast })}
        </p>
      ) : null}
      <div role="group" aria-label={t("preview")} className="grid gap-2 sm:grid-cols-2">
        <Sample
          label={t("previewLight")}
          name={name}
          shade={light}
          page="#ffffff"
          ink="#141c21"
          words="#ffffff"
        />
        <Sample
          label={t("previewDark")}
          name={name}
          shade={dark}
          page="#13181c"
          ink="#eef0f2"
          words="#0a0f12"
        />
      </div>
    </div>
  );
}

type SampleProps = { label: string; name: string; shade: string; page: string; ink: string; words: string };

/** Of the customer's page in one theme, whatever the theme of the one who looks: hence its own colours. */
function Sample({ label, name, shade, page, ink, words }: SampleProps) {
  const t = useTranslations("settings.branding");
  return (
    <figure className="grid gap-1">
      <div className="grid gap-3 rounded-card edge p-4" style={{ background: page, color: ink }}>
        <p className="truncate border-b-2 pb-2 font-semibold" style={{ borderColor: shade }}>
          {name}
        </p>
        <span
          className="justify-self-start rounded-control px-3 py-2 font-medium"
          style={{ background: shade, color: words }}
        >
          {t("previewButton")}
        </span>
      </div>
      <figcaption className="text-12 text-text-3">{label}</figcaption>
    </figure>
  );
}
