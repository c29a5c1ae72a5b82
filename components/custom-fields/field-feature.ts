import type { RecordFeature } from "@/components/shared/record-list";
import {
  customFieldKeys,
  removeCustomField,
  restoreCustomField,
  updateCustomField,
} from "@/lib/custom-fields/client";
import type { CustomField } from "@/lib/custom-fields/schema";

export const fieldFeature: RecordFeature<CustomField> = {
  resource: "custom_fields",
  sheet: "field",
  keys: customFieldKeys,
  update: (id, version, { name, is_active, position }) =>
    updateCustomField(id, version, { name, is_active, position }),
  remove: removeCustomField,
  restore: restoreCustomField,
};
