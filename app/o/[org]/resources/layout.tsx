import type { ReactNode } from "react";
import { PeopleProvider } from "@/components/shared/member";
import { memberClient, requireMember } from "@/lib/auth/member";
import { listColleagues } from "@/lib/members/queries";

type Props = { params: Promise<{ org: string }>; children: ReactNode };

/** Who can be a technician, once for the list and the records below it. */
export default async function ResourcesLayout({ params, children }: Props) {
  const member = await requireMember((await params).org);
  const people = await listColleagues(await memberClient(), member.organization.id);
  return <PeopleProvider people={people}>{children}</PeopleProvider>;
}
