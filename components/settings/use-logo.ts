import { usePicturePicker } from "@/components/attachments/use-picture-picker";
import { fetchOrganization, updateOrganization } from "@/lib/organizations/client";
import type { Organization } from "@/lib/organizations/schema";

/** Sends a picture, waits until it was looked at and makes it the logo. */
export function useLogo(organization: Organization, onSaved: (organization: Organization) => void) {
  return usePicturePicker(async (fileId) => {
    // A logo is chosen over whatever else changed in the meantime: nobody typed anything that could be lost.
    const { version } = await fetchOrganization(organization.id);
    onSaved(await updateOrganization(organization.id, version, { logo_file_id: fileId }));
  });
}
