import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { CustomerList } from "@/components/customers/customer-list";
import { customerFilters, loadCustomerView, PAGE_SIZE } from "@/components/customers/filters";
import { firstPage, Prefilled } from "@/components/shared/prefilled";
import { memberClient, requireMember, requirePermission } from "@/lib/auth/member";
import { ALL_FIELDS, customFieldKeys } from "@/lib/custom-fields/client";
import { allCustomFields } from "@/lib/custom-fields/queries";
import { customerKeys } from "@/lib/customers/client";
import { listCustomers } from "@/lib/customers/queries";
import { getTranslator } from "@/lib/i18n/server";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("customers");
  return { title: t("title") };
}

export default async function CustomersPage({ params, searchParams }: Props) {
  const member = await requireMember((await params).org);
  requirePermission(member, "read", "customers");
  const view = await loadCustomerView(searchParams);
  const client = await memberClient();
  // Read before the list only where the address filters by them.
  const fields = view.fields ? await allCustomFields(client, member) : null;
  const filters = customerFilters(view, fields?.data);
  const page = await listCustomers(client, { ...filters, limit: PAGE_SIZE });
  return (
    <Prefilled
      queries={[
        [customerKeys.list(filters), firstPage(page)],
        [customFieldKeys.list(ALL_FIELDS), fields],
      ]}
    >
      <CustomerList />
    </Prefilled>
  );
}
