import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { loadPropertyView, PAGE_SIZE, propertyFilters } from "@/components/properties/filters";
import { PropertyList } from "@/components/properties/property-list";
import { firstPage, Prefilled } from "@/components/shared/prefilled";
import { memberClient, requireMember, requirePermission } from "@/lib/auth/member";
import { ALL_FIELDS, customFieldKeys } from "@/lib/custom-fields/client";
import { allCustomFields } from "@/lib/custom-fields/queries";
import { getTranslator } from "@/lib/i18n/server";
import { propertyKeys } from "@/lib/properties/client";
import { listProperties } from "@/lib/properties/queries";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("properties");
  return { title: t("title") };
}

export default async function PropertiesPage({ params, searchParams }: Props) {
  const member = await requireMember((await params).org);
  requirePermission(member, "read", "properties");
  const view = await loadPropertyView(searchParams);
  const client = await memberClient();
  // Read before the list only where the address filters by them.
  const fields = view.fields ? await allCustomFields(client, member) : null;
  const filters = propertyFilters(view, fields?.data);
  const page = await listProperties(client, { ...filters, limit: PAGE_SIZE });
  return (
    <Prefilled
      queries={[
        [propertyKeys.list(filters), firstPage(page)],
        [customFieldKeys.list(ALL_FIELDS), fields],
      ]}
    >
      <PropertyList />
    </Prefilled>
  );
}
