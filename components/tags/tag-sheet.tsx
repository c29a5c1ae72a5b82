"use client";

import { Controller } from "react-hook-form";
import { useTranslations } from "use-intl/react";
import type { z } from "zod";
import { ColorChoice } from "@/components/shared/color-choice";
import { CompareVersions } from "@/components/shared/compare-versions";
import { FormSheet } from "@/components/shared/form-sheet";
import { useRecordSheet } from "@/components/shared/use-record-sheet";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { createTag, tagKeys, updateTag } from "@/lib/tags/client";
import { tagCreate } from "@/lib/tags/schema";
import type { Tag, TagCreate } from "@/lib/tags/schema";

export function TagSheet({ tag, onClose }: { tag: Tag | null; onClose: () => void }) {
  const t = useTranslations("tags");
  const words = useTranslations("records");
  const { state, conflict, isNew } = useRecordSheet<Tag, TagCreate, z.output<typeof tagCreate>>({
    record: tag,
    noun: "tag",
    schema: tagCreate,
    fieldsOf: (record) => ({ name: record?.name ?? "", color: record?.color ?? 0 }),
    keys: tagKeys,
    create: createTag,
    update: updateTag,
    label: (field) => (field === "color" ? words("color") : t("name")),
    value: (_field, value) => {
      if (typeof value === "number") return words("colorNumber", { number: value + 1 });
      return typeof value === "string" && value !== "" ? value : null;
    },
    onClose,
  });
  const { form, errorOf } = state;
  return (
    <>
      <FormSheet
        open
        title={isNew ? t("newTitle") : t("editTitle")}
        saveLabel={isNew ? t("add") : t("save")}
        state={state}
        onClose={onClose}
      >
        <Field label={t("name")} error={errorOf("name")}>
          <Input {...form.register("name")} autoComplete="off" />
        </Field>
        <Controller
          control={form.control}
          name="color"
          render={({ field }) => <ColorChoice value={field.value ?? 0} onValueChange={field.onChange} />}
        />
      </FormSheet>
      <CompareVersions {...conflict} />
    </>
  );
}
