import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { jobFilters, loadJobView, PAGE_SIZE } from "@/components/jobs/filters";
import { JobList } from "@/components/jobs/job-list";
import { firstPage, Prefilled } from "@/components/shared/prefilled";
import { memberClient, requireMember, requirePermission } from "@/lib/auth/member";
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
  const filters = jobFilters(await loadJobView(searchParams));
  const asked = jobListQuery.parse({ ...filters, limit: PAGE_SIZE });
  const page = await listJobs(await memberClient(), asked);
  return (
    <Prefilled queries={[[jobKeys.list(filters), firstPage(page)]]}>
      <JobList />
    </Prefilled>
  );
}
