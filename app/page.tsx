import { redirect } from "next/navigation";
import { findMe } from "@/lib/auth/member";
import { landingPath } from "@/lib/auth/rules";

/** The first page that exists and may be read; strangers sign in first. */
export default async function RootPage() {
  const me = await findMe();
  redirect(me ? landingPath(me) : "/sign-in");
}
