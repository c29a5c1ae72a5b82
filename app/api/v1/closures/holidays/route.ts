import { closureEndpoints } from "@/lib/closures/endpoints";
import { addHolidays } from "@/lib/closures/mutations";
import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const POST = handler(closureEndpoints.addHolidays, async ({ client }) =>
  outcome(await addHolidays(client)),
);
