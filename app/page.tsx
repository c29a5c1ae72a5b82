import { redirect } from "next/navigation";
import { findMe } from "@/lib/auth/member";
import { landingPath } from "@/lib/auth/rules";

/** Leads everybody to where the day begins for the role. */
export default async function LandingPage(): Promise<never> {
  const me = await findMe();
  redirect(me ? landingPath(me) : "/sign-in");
}
