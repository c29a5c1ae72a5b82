import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { CustomerList } from "@/components/customers/customer-list";
import { customerFilters, loadCustomerView, PAGE_SIZE } from "@/components/customers/filters";
import { firstPage, Prefilled } from "@/components/shared/prefilled";
import { memberClient, requireMember, requirePermission } from "@/lib/auth/member";
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
  const filters = customerFilters(await loadCustomerView(searchParams));
  const page = await listCustomers(await memberClient(), { ...filters, limit: PAGE_SIZE });
  return (
    <Prefilled queries={[[customerKeys.list(filters), firstPage(page)]]}>
      <CustomerList />
    </Prefilled>
  );
}
