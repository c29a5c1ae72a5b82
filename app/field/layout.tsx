import type { Metadata } from "next";
import type { ReactNode } from "react";
import "./field.css";

export const metadata: Metadata = {
  title: "Callout",
  manifest: "/field/manifest.webmanifest",
  appleWebApp: { capable: true, title: "Callout", statusBarStyle: "default" },
};

export default function FieldLayout({ children }: { children: ReactNode }) {
  return children;
}
