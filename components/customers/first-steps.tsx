"use client";

import { ArrowRight } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { Card } from "@/components/shared/card";
import type { Customer } from "@/lib/customers/schema";

type Step = { id: "reach" | "property" | "notes"; run: () => void };

/** On the page of a new customer: what is still missing and worth having. Each step goes away when it is done. */
export function FirstSteps({ customer, steps }: { customer: Customer; steps: readonly Step[] }) {
  const t = useTranslations("customers");
  if (steps.length === 0) return null;
  return (
    <Card title={t("steps.title")}>
      <ul className="grid">
        {steps.map((step) => (
          <li key={step.id}>
            <button
              type="button"
              onClick={step.run}
              className="-mx-2 flex min-h-9 w-[calc(100%+1rem)] items-center gap-3 rounded-control px-2 py-1.5 text-start hover:bg-hover pointer-coarse:min-h-12"
            >
              <ArrowRight aria-hidden className="size-4 shrink-0 text-accent-text" strokeWidth={1.75} />
              {t(`steps.${step.id}`, { name: customer.display_name })}
            </button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
