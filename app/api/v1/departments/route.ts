import { list, outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { departmentEndpoints } from "@/lib/departments/endpoints";
import { createDepartment } from "@/lib/departments/mutations";
import { listDepartments } from "@/lib/departments/queries";

export const GET = handler(departmentEndpoints.list, async ({ client, orgId, query }) =>
  list(await listDepartments(client, orgId, query)),
);

export const POST = handler(departmentEndpoints.create, async ({ client, body }) =>
  outcome(await createDepartment(client, body)),
);
