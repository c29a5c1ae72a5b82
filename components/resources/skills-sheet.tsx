"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus, Trash2 } from "lucide-react";
import { Controller, useFieldArray } from "react-hook-form";
import { useTranslations } from "use-intl/react";
import { CompareVersions } from "@/components/shared/compare-versions";
import { FormSheet } from "@/components/shared/form-sheet";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Resource } from "@/lib/resources/schema";
import { fetchSkills, skillKeys } from "@/lib/skills/client";
import { usePartsForm } from "./use-parts-form";

type Skill = { id: string; name: string };
type State = ReturnType<typeof usePartsForm>;

const skillsOf = (resource: Resource) => ({
  skills: resource.skills.map(({ name: _name, ...skill }) => skill),
});

/** An empty date field is "no date", not a day that cannot be read. */
const dateOrNull = { setValueAs: (value: unknown) => (value === "" ? null : value) };

export function SkillsSheet({ resource, onClose }: { resource: Resource; onClose: () => void }) {
  const t = useTranslations("resources");
  const state = usePartsForm({ resource, partsOf: skillsOf, name: "skills", onClose });
  const { fields, append, remove } = useFieldArray({ control: state.form.control, name: "skills" });
  const { data, isPending } = useQuery({
    queryKey: skillKeys.list({}),
    queryFn: ({ signal }) => fetchSkills({}, { limit: 200, signal }),
  });
  const known = data?.data ?? resource.skills.map(({ skill_id, name }) => ({ id: skill_id, name }));
  const chosen = new Set((state.form.watch("skills") ?? []).map((skill) => skill.skill_id));
  const free = known.find((skill) => !chosen.has(skill.id));
  return (
    <>
      <FormSheet open title={t("skills.edit")} saveLabel={t("skills.save")} state={state} onClose={onClose}>
        {fields.length === 0 ? <p className="text-text-2">{t("skills.none")}</p> : null}
        <ul className="grid gap-4">
          {fields.map((field, index) => (
            <SkillRow
              key={field.id}
              index={index}
              state={state}
              options={known.filter((skill) => skill.id === field.skill_id || !chosen.has(skill.id))}
              onRemove={() => remove(index)}
            />
          ))}
        </ul>
        <div>
          <Button
            icon={<Plus aria-hidden />}
            disabled={!free}
            onClick={() =>
              free &&
              append({ skill_id: free.id, certificate_number: null, issued_on: null, expires_on: null })
            }
          >
            {t("skills.add")}
          </Button>
          {!free && !isPending ? (
            <p className="mt-2 text-13 text-text-3">
              {t(known.length > 0 ? "skills.all" : "skills.noneKnown")}
            </p>
          ) : null}
        </div>
      </FormSheet>
      <CompareVersions {...state.conflict} />
    </>
  );
}

type SkillRowProps = { index: number; state: State; options: readonly Skill[]; onRemove: () => void };

function SkillRow({ index, state, options, onRemove }: SkillRowProps) {
  const t = useTranslations("resources");
  const { form, errorOf } = state;
  const at = `skills.${index}` as const;
  const name = options.find((skill) => skill.id === form.getValues(`${at}.skill_id`))?.name ?? "";
  return (
    <li className="grid gap-3 rounded-card edge p-3">
      <div className="flex items-end gap-2">
        <Field label={t("skills.skill")} error={errorOf(`${at}.skill_id`)} className="min-w-0 flex-1">
          <Controller
            control={form.control}
            name={`${at}.skill_id`}
            render={({ field }) => (
              <Select
                value={field.value}
                onValueChange={field.onChange}
                options={options.map((skill) => ({ value: skill.id, label: skill.name }))}
              />
            )}
          />
        </Field>
        <IconButton label={t("skills.remove", { name })} onClick={onRemove}>
          <Trash2 aria-hidden />
        </IconButton>
      </div>
      <Field label={t("skills.certificate")} error={errorOf(`${at}.certificate_number`)}>
        <Input {...form.register(`${at}.certificate_number`)} autoComplete="off" />
      </Field>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={t("skills.issuedOn")} error={errorOf(`${at}.issued_on`)}>
          <Input type="date" {...form.register(`${at}.issued_on`, dateOrNull)} />
        </Field>
        <Field label={t("skills.expiresOn")} error={errorOf(`${at}.expires_on`)}>
          <Input type="date" {...form.register(`${at}.expires_on`, dateOrNull)} />
        </Field>
      </div>
    </li>
  );
}
