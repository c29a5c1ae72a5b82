import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { jobFilters, loadJobView, PAGE_SIZE } from "@/components/jobs/filters";
import { JobList } from "@/components/jobs/job-list";
import { firstPage, Prefilled } from "@/components/shared/prefilled";
import { memberClient, requireMember, requirePermission } from "@/lib/auth/member";
import { ALL_FIELDS, customFieldKeys } from "@/lib/custom-fields/client";
import { allCustomFields } from "@/lib/custom-fields/queries";
import { getTranslator } from "@/lib/i18n/server";
import { jobKeys } from "@/lib/jobs/client";
import { listJobs } from "@/lib/jobs/queries";
import { jobListQuery } from "@/lib/jobs/schema";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("jobs");
  return { title: t("title") };
}

export default async function JobsPage({ params, searchParams }: Props) {
  const member = await requireMember((await params).org);
  requirePermission(member, "read", "jobs");
  const view = await loadJobView(searchParams);
  const client = await memberClient();
  // Read before the list only where the address filters by them.
  const fields = view.fields ? await allCustomFields(client, member) : null;
  const filters = jobFilters(view, fields?.data);
  const page = await listJobs(client, jobListQuery.parse({ ...filters, limit: PAGE_SIZE }));
  return (
    <Prefilled
      queries={[
        [jobKeys.list(filters), firstPage(page)],
        [customFieldKeys.list(ALL_FIELDS), fields],
      ]}
    >
      <JobList />
    </Prefilled>
  );
}
