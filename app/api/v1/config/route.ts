import { publicConfig } from "@/lib/env";
import { publicEndpoints } from "@/lib/http/public-endpoints";
import { publicHandler } from "@/lib/http/public-handler";

export const GET = publicHandler(publicEndpoints.config, () => ({ data: publicConfig() }));

/** The settings of this process, not those of the machine that built it. */
export const dynamic = "force-dynamic";
