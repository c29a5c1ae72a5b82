"use client";

import { useMemo, useState } from "react";
import { useTranslations } from "use-intl/react";
import { FieldInputs } from "@/components/custom-fields/field-inputs";
import { withFields } from "@/components/custom-fields/form-schema";
import { useAskedFields, valuesOf } from "@/components/custom-fields/use-fields";
import { changedFields } from "@/components/shared/changed-fields";
import { CompareVersions } from "@/components/shared/compare-versions";
import { dropDraft } from "@/components/shared/draft";
import { FormSheet } from "@/components/shared/form-sheet";
import { useMember } from "@/components/shared/member";
import { useRecordForm } from "@/components/shared/use-record-form";
import { useStoreRecord } from "@/components/shared/use-record-writes";
import { useToast } from "@/components/ui/toast";
import type { CustomField } from "@/lib/custom-fields/schema";
import { propertyKeys, updateProperty } from "@/lib/properties/client";
import { propertyCreate } from "@/lib/properties/schema";
import type { Property, PropertyUpdate } from "@/lib/properties/schema";
import { AddressFields, PlaceFields } from "./property-fields";
import { formOf } from "./property-form";
import type { PropertyForm, PropertyWrite } from "./property-form";
import { usePropertyConflict } from "./use-property-conflict";

/** Latitude and longitude travel together, whichever of them moved. */
function changesOf(stored: PropertyForm, values: PropertyWrite): PropertyUpdate {
  const changes = changedFields(stored, values);
  return "lat" in changes || "lng" in changes ? { ...changes, lat: values.lat, lng: values.lng } : changes;
}

type EditPropertyProps = { property: Property; onClose: () => void };

export function EditPropertySheet(props: EditPropertyProps) {
  const fields = useAskedFields("property");
  return fields ? <EditForm {...props} fields={fields} /> : null;
}

function EditForm(props: EditPropertyProps & { fields: readonly CustomField[] }) {
  const { onClose, fields } = props;
  // What the words are written against. A refetch behind the sheet must not pass for what was seen when typing began.
  const [property] = useState(props.property);
  const t = useTranslations("properties");
  const { user, organization } = useMember();
  const toast = useToast();
  const store = useStoreRecord<Property>(propertyKeys);
  const stored = formOf(property, fields);
  const own = valuesOf(property);
  const draftKey = `${organization.id}.${user.id}.property.${property.id}`;
  const send = async (changes: PropertyUpdate, version: number) => {
    if (Object.keys(changes).length > 0) {
      store(await updateProperty(property.id, version, changes));
      toast.show({ title: t("saved"), tone: "success" });
    }
    onClose();
  };
  const conflict = usePropertyConflict(property, fields, async (changes, version) => {
    await send(changes, version);
    dropDraft(draftKey);
  });
  const state = useRecordForm<PropertyForm, PropertyWrite>({
    schema: useMemo(() => withFields(propertyCreate, fields, own), [fields, own]),
    values: stored,
    version: property.version,
    draftKey,
    save: (values, version) => send(changesOf(stored, values), version ?? property.version),
    onStale: conflict.open,
  });
  return (
    <>
      <FormSheet open title={t("form.editTitle")} saveLabel={t("form.save")} state={state} onClose={onClose}>
        <AddressFields state={state} />
        <PlaceFields state={state} />
        <FieldInputs fields={fields} stored={own} state={state} />
      </FormSheet>
      <CompareVersions {...conflict.props} />
    </>
  );
}
