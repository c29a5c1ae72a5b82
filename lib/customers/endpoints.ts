import { change } from "@/lib/history/schema";
import { recordEndpoints } from "@/lib/http/record-endpoints";
import {
  customer,
  customerCreate,
  customerListQuery,
  customerRow,
  customerUpdate,
} from "@/lib/customers/schema";

export const customerEndpoints = recordEndpoints(
  "customers",
  { one: "customer", many: "customers", tag: "Customers" },
  {
    record: customer,
    row: customerRow,
    change,
    query: customerListQuery,
    create: customerCreate,
    update: customerUpdate,
  },
);
