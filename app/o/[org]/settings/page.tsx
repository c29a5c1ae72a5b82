import { redirect } from "next/navigation";

type Props = { params: Promise<{ org: string }> };

/** The group has no page of its own; the first one anybody may open is one's own. */
export default async function SettingsIndex({ params }: Props) {
  redirect(`/o/${(await params).org}/settings/profile`);
}
