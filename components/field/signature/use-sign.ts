import { act } from "@/lib/field/outbox";
import { reportSha256 } from "@/lib/reports/rules";
import type { Report } from "@/lib/reports/rules";
import { newId } from "@/lib/uuid";
import type { Visit } from "@/lib/sync/schema";
import { sumOf } from "../photos/shrink";
import { useWriting } from "../visit/use-writing";

/** What the signer gives: name, line, and where the signed report is to be sent, null for nowhere. */
export type Signed = { name: string; email: string | null; picture: Blob };

/** Binds what was read to who signed it: the report goes along as it was shown, with the sum of its canonical form. */
export function useSign(visit: Visit) {
  const writing = useWriting();
  const base = async (report: Report) => ({
    booking_id: visit.id,
    report,
    report_sha256: await reportSha256(report),
    signed_at: new Date().toISOString(),
  });
  const sign = (report: Report, { name: signerName, email, picture }: Signed) =>
    writing.write(async () => {
      const sha256 = await sumOf(picture);
      const file = {
        id: newId(),
        name: `signature-${visit.number}.png`,
        size_bytes: picture.size,
        mime: "image/png",
        sha256,
      };
      const payload = {
        ...(await base(report)),
        kind: "customer" as const,
        signer_name: signerName,
        file,
        ...(email ? { email } : {}),
      };
      await act("signature.add", newId(), payload, {
        visitId: visit.id,
        files: [{ ...file, blob: picture }],
      });
    });
  const sayAbsent = (report: Report, reason: string) =>
    writing.write(async () => {
      const payload = { ...(await base(report)), kind: "absent" as const, absent_reason: reason };
      await act("signature.add", newId(), payload, { visitId: visit.id });
    });
  return { ...writing, sign, sayAbsent };
}
export type Signing = ReturnType<typeof useSign>;
