import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { CrewsCard } from "@/components/crews/crews-card";
import { loadResourceView, PAGE_SIZE, pagesKey, resourceFilters } from "@/components/resources/filters";
import { ResourceList } from "@/components/resources/resource-list";
import { firstPage, Prefilled } from "@/components/shared/prefilled";
import { memberClient, requireMember, requirePermission } from "@/lib/auth/member";
import { can } from "@/lib/auth/rules";
import { crewKeys } from "@/lib/crews/client";
import { listCrews } from "@/lib/crews/queries";
import { getTranslator } from "@/lib/i18n/server";
import { listResources } from "@/lib/resources/queries";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("resources");
  return { title: t("title") };
}

export default async function ResourcesPage({ params, searchParams }: Props) {
  const member = await requireMember((await params).org);
  requirePermission(member, "read", "resources");
  const filters = resourceFilters(await loadResourceView(searchParams));
  const client = await memberClient();
  const hasCrews = can(member, "read", "crews");
  const [page, crews] = await Promise.all([
    listResources(client, { ...filters, limit: PAGE_SIZE }),
    // Left to the browser where it cannot be read now, which asks again and shows its own error.
    hasCrews ? listCrews(client, { limit: 200 }).catch(() => null) : null,
  ]);
  return (
    <Prefilled
      queries={[
        [pagesKey(filters), firstPage(page)],
        [crewKeys.list({}), crews],
      ]}
    >
      <ResourceList
        crews={
          hasCrews ? (
            <div className="max-w-3xl px-4 py-6 md:px-6">
              <CrewsCard />
            </div>
          ) : null
        }
      />
    </Prefilled>
  );
}
