import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { departmentEndpoints } from "@/lib/departments/endpoints";
import { restoreDepartment } from "@/lib/departments/mutations";

export const POST = handler(departmentEndpoints.restore, async ({ client, params }) =>
  outcome(await restoreDepartment(client, params.id)),
);
