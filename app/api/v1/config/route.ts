import { publicConfig } from "@/lib/env";
import { publicEndpoints } from "@/lib/http/public-endpoints";
import { publicHandler } from "@/lib/http/public-handler";

/** The settings of this process, not those of the machine that built it. */
export const dynamic = "force-dynamic";

export const GET = publicHandler(publicEndpoints.config, () => {
  const { supabaseUrl, publishableKey, signupMode, demo, mailbox } = publicConfig();
  return {
    data: {
      supabase_url: supabaseUrl,
      publishable_key: publishableKey,
      signup_mode: signupMode,
      demo,
      mailbox,
    },
  };
});
