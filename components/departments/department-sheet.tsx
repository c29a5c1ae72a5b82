"use client";

import { Controller } from "react-hook-form";
import { useTranslations } from "use-intl/react";
import type { z } from "zod";
import { CompareVersions } from "@/components/shared/compare-versions";
import { FormSheet } from "@/components/shared/form-sheet";
import { useRecordSheet } from "@/components/shared/use-record-sheet";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { createDepartment, departmentKeys, updateDepartment } from "@/lib/departments/client";
import { departmentCreate } from "@/lib/departments/schema";
import type { Department, DepartmentCreate } from "@/lib/departments/schema";
import type { OrganizationMember } from "@/lib/members/schema";
import { nameOf, useLeads } from "./use-leads";

const NOBODY = "nobody";

type SheetProps = { department: Department | null; onClose: () => void };

function useDepartmentForm({ department, onClose }: SheetProps, people: readonly OrganizationMember[]) {
  const t = useTranslations("departments");
  return useRecordSheet<Department, DepartmentCreate, z.output<typeof departmentCreate>>({
    record: department,
    noun: "department",
    schema: departmentCreate,
    fieldsOf: (record) => ({ name: record?.name ?? "", lead_id: record?.lead_id ?? null }),
    keys: departmentKeys,
    create: createDepartment,
    update: updateDepartment,
    label: (field) => (field === "lead_id" ? t("lead") : t("name")),
    value: (field, value) => {
      if (typeof value !== "string" || value === "") return null;
      const lead = field === "lead_id" ? people.find(({ user_id }) => user_id === value) : undefined;
      return lead ? nameOf(lead) : value;
    },
    onClose,
  });
}

export function DepartmentSheet(props: SheetProps) {
  const { onClose } = props;
  const t = useTranslations("departments");
  const people = useLeads();
  const { state, conflict, isNew } = useDepartmentForm(props, people);
  const { form, errorOf } = state;
  const leads = [
    { value: NOBODY, label: t("noLead") },
    ...people.map((person) => ({ value: person.user_id, label: nameOf(person) })),
  ];
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
          name="lead_id"
          render={({ field }) => (
            <Field label={t("lead")} error={errorOf("lead_id")}>
              <Select
                value={field.value ?? NOBODY}
                onValueChange={(value) => field.onChange(value === NOBODY ? null : value)}
                options={leads}
              />
            </Field>
          )}
        />
      </FormSheet>
      <CompareVersions {...conflict} />
    </>
  );
}
