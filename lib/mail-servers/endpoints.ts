import { z } from "zod";
import { endpoint } from "@/lib/http/endpoint";
import { mailServer, mailServerUpdate } from "@/lib/mail-servers/schema";

const common = {
  path: "/settings/mail-server",
  tag: "Settings",
  access: { permission: "update", resource: "settings" },
  answer: z.object({ data: mailServer }),
  status: 200,
} as const;

export const mailServerEndpoints = {
  get: endpoint({
    ...common,
    method: "GET",
    summary:
      "The company's own mail server, how it does, and since when it has its password; never the password",
    access: { permission: "read", resource: "settings" },
  }),
  update: endpoint({
    ...common,
    method: "PATCH",
    summary:
      "Set the company's own mail server; 422 `password_needed` where host, port, security or name change without it",
    body: mailServerUpdate,
    isConditional: true,
    problems: ["secret_unreadable", "setting_missing"],
  }),
  remove: endpoint({
    ...common,
    method: "DELETE",
    summary: "Take the mail server away with its password: messages leave by the installation's again",
    isConditional: true,
  }),
  test: endpoint({
    ...common,
    method: "POST",
    path: "/settings/mail-server/tests",
    summary:
      "Have a mail sent to oneself by the server of this version; its end stands in GET as `test`, with that version",
    body: z.strictObject({}),
    status: 201,
    isConditional: true,
    problems: ["no_mail_server"],
  }),
};
