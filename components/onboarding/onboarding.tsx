"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { setOrganization } from "@/lib/http/fetch";
import type { Organization } from "@/lib/organizations/schema";
import { CompanyForm } from "./company-form";
import { PeopleForm } from "./people-form";
import { TradeForm } from "./trade-form";
import type { Step } from "./steps";

type OnboardingProps = {
  step: Step;
  userId: string;
  organization: Pick<Organization, "id" | "version" | "trade"> | null;
};

/** Each step is saved for itself and has its address: a reload or another day goes on where it stopped. */
export function Onboarding({ step, userId, organization }: OnboardingProps) {
  const router = useRouter();
  useEffect(() => {
    // Another tab may switch meanwhile; what is saved here belongs to this company.
    setOrganization(organization?.id ?? null);
    return () => setOrganization(null);
  }, [organization?.id]);
  const go = (next: Step) => () => {
    router.push(`/onboarding?step=${next}`);
    router.refresh();
  };
  if (!organization || step === "company") return <CompanyForm userId={userId} onDone={go("trade")} />;
  if (step === "trade") return <TradeForm organization={organization} onDone={go("people")} />;
  // A new document: the office starts with the company that was just set up.
  return <PeopleForm organizationId={organization.id} onDone={() => window.location.assign("/")} />;
}
