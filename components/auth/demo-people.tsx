"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "@/components/ui/button";
import { arrive } from "./arrive";
import { signIn } from "@/lib/auth/browser";
import { SignInProblem } from "@/components/shared/sign-in-problem";
import { useAttempt } from "@/components/shared/use-attempt";

const ROLES = ["owner", "admin", "dispatcher", "technician", "accountant", "viewer"] as const;
const COMPANIES = [
  { name: "Northside Heating & Cooling", domain: "northside.test" },
  { name: "Bluewater Plumbing", domain: "bluewater.test" },
];
// Public by design: these accounts exist only in the demo of one's own machine.
const PASSWORD = "callout-demo-1";
const MULTI = "multi@callout.test";

function demoEmail(role: (typeof ROLES)[number], domain: string): string {
  return `${role === "technician" ? "tech1" : role}@${domain}`;
}

/** The demo's people, one press each. Only rendered where the installation carries the demo. */
export function DemoPeople({ next }: { next: string | null }) {
  const t = useTranslations("auth");
  const roles = useTranslations("members.role");
  const [chosen, setChosen] = useState<string | null>(null);
  const { isRunning, failure, attempt } = useAttempt();
  const enter = (email: string) => {
    if (isRunning) return;
    setChosen(email);
    void attempt(async () => {
      await signIn(email, PASSWORD);
      await arrive(next);
    });
  };
  const chip = (email: string, label: string) => (
    <Button key={email} size="sm" busy={isRunning && chosen === email} onClick={() => enter(email)}>
      {label}
    </Button>
  );
  return (
    <section aria-labelledby="demo-people" className="grid gap-3 edge-t pt-5">
      <h2 id="demo-people" className="text-13 text-text-3">
        {t("demo.title")}
      </h2>
      <SignInProblem failure={failure} />
      {COMPANIES.map(({ name, domain }) => (
        <div key={domain} role="group" aria-label={name} className="grid gap-1.5">
          <span className="text-13 font-medium">{name}</span>
          <div className="flex flex-wrap gap-1.5">
            {ROLES.map((role) => chip(demoEmail(role, domain), roles(role)))}
          </div>
        </div>
      ))}
      <div className="flex flex-wrap gap-1.5">{chip(MULTI, t("demo.multi"))}</div>
    </section>
  );
}
