import { redirect } from "next/navigation";
import { requireMember } from "@/lib/auth/member";
import { landingPath } from "@/lib/auth/rules";

export default async function OrganizationPage({ params }: { params: Promise<{ org: string }> }) {
  const { org } = await params;
  redirect(landingPath(await requireMember(org)));
}
