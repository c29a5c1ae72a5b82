import type { ReactNode } from "react";
import { WithProviders } from "@/components/shared/with-providers";

export default function DevelopmentLayout({ children }: { children: ReactNode }) {
  return <WithProviders>{children}</WithProviders>;
}
