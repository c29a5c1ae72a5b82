"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { Controller, useFieldArray } from "react-hook-form";
import { useTranslations } from "use-intl/react";
import { changedFields } from "@/components/shared/changed-fields";
import { CompareVersions } from "@/components/shared/compare-versions";
import { dropDraft } from "@/components/shared/draft";
import { FormSheet } from "@/components/shared/form-sheet";
import { useMember } from "@/components/shared/member";
import { useRecordForm } from "@/components/shared/use-record-form";
import type { RecordForm } from "@/components/shared/use-record-form";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useToast } from "@/components/ui/toast";
import { createCrew, crewKeys, updateCrew } from "@/lib/crews/client";
import { crewCreate } from "@/lib/crews/schema";
import type { Crew } from "@/lib/crews/schema";
import { resourceKeys } from "@/lib/resources/client";
import { choiceOfMembers, formOf, newCrew } from "./crew-form";
import type { CrewForm, CrewWrite, Named } from "./crew-form";
import { useCrewConflict } from "./use-crew-conflict";

type State = RecordForm<CrewForm, CrewWrite>;

type CrewSheetProps = {
  /** Null for a new one. */
  stored: Crew | null;
  /** Who is in a new one from the start. */
  firstMember: string | null;
  onClose: () => void;
};

export function CrewSheet(props: CrewSheetProps) {
  const t = useTranslations("resources");
  const { state, stored, conflict } = useCrewSheet(props);
  const { form, errorOf } = state;
  return (
    <>
      <FormSheet
        open
        title={stored ? t("crews.editTitle") : t("crews.newTitle")}
        saveLabel={stored ? t("crews.save") : t("crews.create")}
        state={state}
        onClose={props.onClose}
      >
        <Field label={t("crews.name")} error={errorOf("name")}>
          <Input {...form.register("name")} autoComplete="off" />
        </Field>
        <Members state={state} known={stored?.members ?? []} />
        {stored ? <ActiveField state={state} /> : null}
      </FormSheet>
      <CompareVersions {...conflict} />
    </>
  );
}

/** The form and, where somebody else was faster, the choice between both versions. */
function useCrewSheet(props: CrewSheetProps) {
  const { firstMember, onClose } = props;
  // What the words are written against: a refetch behind the sheet is not what one has seen.
  const [stored] = useState(props.stored);
  const t = useTranslations("resources");
  const { user, organization } = useMember();
  const client = useQueryClient();
  const toast = useToast();
  const [values] = useState(() => (stored ? formOf(stored) : newCrew(firstMember)));
  const draftKey = `${organization.id}.${user.id}.crew.${stored?.id ?? "new"}`;
  const done = (title: string) => {
    for (const queryKey of [crewKeys.all, resourceKeys.all, ["bookings"], ["board"], ["history"]])
      void client.invalidateQueries({ queryKey });
    toast.show({ title, tone: "success" });
    onClose();
  };
  const conflict = useCrewConflict(values, async (changes, version) => {
    if (stored && Object.keys(changes).length > 0) await updateCrew(stored.id, version, changes);
    dropDraft(draftKey);
    done(t("saved"));
  });
  const state = useRecordForm<CrewForm, CrewWrite>({
    schema: crewCreate,
    values,
    version: stored?.version ?? null,
    draftKey,
    words: { "name:duplicate": t("crews.nameTaken") },
    save: async (body, version) => {
      if (!stored) return done(t("added", { name: (await createCrew(body)).name }));
      await updateCrew(stored.id, version ?? stored.version, changesOf(values, body));
      done(t("saved"));
    },
    onStale: (current, body) => conflict.open(current, body),
  });
  return { state, stored, conflict: conflict.props };
}

function ActiveField({ state }: { state: State }) {
  const t = useTranslations("resources");
  return (
    <Controller
      control={state.form.control}
      name="is_active"
      render={({ field }) => (
        <Checkbox checked={field.value ?? true} onCheckedChange={field.onChange}>
          {t("crews.isActive")}
        </Checkbox>
      )}
    />
  );
}

/** A change names at least one field; one that changes nothing says the name again. */
function changesOf(values: CrewForm, body: CrewWrite) {
  const changes = changedFields(values, body);
  return Object.keys(changes).length > 0 ? changes : { name: body.name };
}

type MembersProps = { state: State; known: readonly { resource_id: string; name: string }[] };

function Members({ state, known }: MembersProps) {
  const t = useTranslations("resources");
  const { fields, append, remove } = useFieldArray({ control: state.form.control, name: "members" });
  const { data } = useQuery(choiceOfMembers);
  const listed: Named[] = (data?.data ?? []).map(({ id, name }) => ({ id, name }));
  // Who is in the crew and not in use any more still has a name.
  const former = known
    .filter((member) => !listed.some((each) => each.id === member.resource_id))
    .map((member) => ({ id: member.resource_id, name: member.name }));
  const options = [...listed, ...former];
  const free = options.find((each) => !fields.some((field) => field.resource_id === each.id));
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-2 text-13 font-medium">{t("crews.members")}</legend>
      <ul className="grid gap-3">
        {fields.map((field, index) => (
          <MemberRow
            key={field.id}
            index={index}
            state={state}
            options={options}
            onRemove={() => remove(index)}
          />
        ))}
      </ul>
      <div>
        <Button
          size="sm"
          icon={<Plus aria-hidden />}
          disabled={!free}
          onClick={() => free && append({ resource_id: free.id, valid_from: null, valid_to: null })}
        >
          {t("crews.addMember")}
        </Button>
      </div>
      <p className="text-13 text-text-3">{t("crews.followHint")}</p>
    </fieldset>
  );
}

/** An empty date is "ever since" and "until further notice". */
const dateOrNull = { setValueAs: (value: unknown) => (value === "" ? null : value) };

type MemberRowProps = { index: number; state: State; options: readonly Named[]; onRemove: () => void };

function MemberRow({ index, state, options, onRemove }: MemberRowProps) {
  const t = useTranslations("resources");
  const { form, errorOf } = state;
  const at = `members.${index}` as const;
  const name = options.find((each) => each.id === form.getValues(`${at}.resource_id`))?.name ?? "";
  return (
    <li className="grid gap-3 rounded-card edge p-3">
      <div className="flex items-end gap-2">
        <Field label={t("crews.member")} error={errorOf(`${at}.resource_id`)} className="min-w-0 flex-1">
          <Controller
            control={form.control}
            name={`${at}.resource_id`}
            render={({ field }) => (
              <Select
                value={field.value}
                onValueChange={field.onChange}
                options={options.map((each) => ({ value: each.id, label: each.name }))}
              />
            )}
          />
        </Field>
        <IconButton label={t("crews.removeMember", { name })} onClick={onRemove}>
          <Trash2 aria-hidden />
        </IconButton>
      </div>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={t("crews.from")} error={errorOf(`${at}.valid_from`)}>
          <Input type="date" {...form.register(`${at}.valid_from`, dateOrNull)} />
        </Field>
        <Field label={t("crews.to")} error={errorOf(`${at}.valid_to`)}>
          <Input type="date" {...form.register(`${at}.valid_to`, dateOrNull)} />
        </Field>
      </div>
    </li>
  );
}
