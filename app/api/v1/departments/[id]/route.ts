import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { departmentEndpoints } from "@/lib/departments/endpoints";
import { removeDepartment, updateDepartment } from "@/lib/departments/mutations";
import { getDepartment } from "@/lib/departments/queries";

export const GET = handler(departmentEndpoints.get, async ({ client, orgId, params }) =>
  record(await getDepartment(client, orgId, params.id)),
);

export const PATCH = handler(departmentEndpoints.update, async ({ client, orgId, params, expected, body }) =>
  record(await updateDepartment(client, orgId, params.id, expected, body)),
);

export const DELETE = handler(departmentEndpoints.remove, async ({ client, orgId, params, expected }) =>
  record(await removeDepartment(client, orgId, params.id, expected)),
);
