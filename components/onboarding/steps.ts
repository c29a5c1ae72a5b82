export const STEPS = ["company", "trade", "people"] as const;
export type Step = (typeof STEPS)[number];

/** The step an address asks for; without a company there is only the first. */
export function toStep(value: string | null, hasCompany: boolean): Step {
  if (!hasCompany) return "company";
  return STEPS.find((step) => step === value) ?? "company";
}
