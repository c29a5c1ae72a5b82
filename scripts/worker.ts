/**
 * One worker: sends mails, looks at files, relays events, keeps house. Any number may run, on any machine that reaches the database.
 *
 *   npm run worker
 */
import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import {
  exportAuditLogs,
  proveAuditLog,
  publishAuditHeads,
  sealAuditLogs,
  sendHeadMail,
  verifyAuditLogs,
} from "@/lib/audit-logs/worker";
import { proveSecrets, tendKeys } from "@/lib/crypto/worker";
import { sweepExports } from "@/lib/exports/worker";
import { exportCustomers } from "@/lib/customers/export";
import { checkFile, sweepFiles } from "@/lib/files/worker";
import { checkImport, importCustomers, sweepImports } from "@/lib/imports/worker";
import { sendInvitation } from "@/lib/invitations/worker";
import { sendMailServerAlert, testMailServer } from "@/lib/mail-servers/worker";
import { sendAccountMail } from "@/lib/members/worker";
import { watchInstallation } from "@/lib/monitoring/worker";
import { remindVisits, sendNotification, sweepMessages } from "@/lib/notifications/worker";
import { sweepOnlineBookings } from "@/lib/online-booking/worker";
import { sweepPortalLinks } from "@/lib/portal-links/worker";
import { exportOrganization } from "@/lib/privacy/organization-export";
import { exportPerson } from "@/lib/privacy/person-export";
import { eraseFiles, finishErasures } from "@/lib/privacy/worker";
import { makeReport } from "@/lib/service-reports/worker";
import { archiveMonths } from "@/lib/retention/worker";
import { connectWorker } from "@/lib/worker/database";
import type { JobHandler } from "@/lib/worker/job";
import { startWorker } from "@/lib/worker/worker";
import { StackError, runScript } from "./stack/stack-error";
import { NEEDS_PERSON, onStop, reportReady } from "./start/child";
import { isEmbedded, portsOf } from "./start/settings";

const handlers = new Map<string, JobHandler>([
  ["invitation_mail", sendInvitation],
  ["account_mail", sendAccountMail],
  ["mail_server_test", testMailServer],
  ["mail_server_alert", sendMailServerAlert],
  ["file_check", checkFile],
  ["import_check", checkImport],
  ["customer_import", importCustomers],
  ["customer_export", exportCustomers],
  ["report_pdf", makeReport],
  ["notification_mail", sendNotification],
  ["file_erasure", eraseFiles],
  ["organization_export", exportOrganization],
  ["person_export", exportPerson],
  ["audit_verification", proveAuditLog],
  ["audit_head_mail", sendHeadMail],
  ["audit_log_export", exportAuditLogs],
]);

const schedules = new Map([
  ["sweep_files", sweepFiles],
  ["sweep_imports", sweepImports],
  ["sweep_online_bookings", sweepOnlineBookings],
  ["remind_visits", remindVisits],
  ["sweep_messages", sweepMessages],
  ["cleanup_expired_portal_access", sweepPortalLinks],
  ["seal_audit_logs", sealAuditLogs],
  ["verify_audit_logs", verifyAuditLogs],
  ["publish_audit_heads", publishAuditHeads],
  ["sweep_exports", sweepExports],
  ["watch_installation", watchInstallation],
  ["finish_erasures", finishErasures],
  ["tend_keys", tendKeys],
  ["prove_secrets", proveSecrets],
  ["archive_months", archiveMonths],
]);

await runScript(async () => {
  const { env } = process;
  if (!env.DATABASE_URL) {
    throw new StackError(
      "DATABASE_URL is not set: the worker's login to the database. `npm start` writes it into .env.local; .env.example describes it.",
    );
  }
  // Said by `npm start`; a worker started on its own finds out.
  env.CALLOUT_EMBEDDED ??= isEmbedded(env, portsOf(env)) ? "1" : "0";
  // Not the process id alone: two containers have the same, and a lease belongs to one worker.
  const name = `${hostname()}:${process.pid}:${randomBytes(3).toString("hex")}`;
  const sql = connectWorker(env.DATABASE_URL, "callout-worker");
  const worker = startWorker({ sql, name, handlers, schedules });
  onStop(async () => {
    await worker.stop();
    await sql.end({ timeout: 5 });
  });
  reportReady();
}, NEEDS_PERSON);
