import type { ReactNode } from "react";
import { WithProviders } from "@/components/shared/with-providers";

/** Above the organization in the address: who changes to another keeps the toasts that he reads. */
export default function OfficesLayout({ children }: { children: ReactNode }) {
  return <WithProviders>{children}</WithProviders>;
}
