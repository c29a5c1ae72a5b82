import type { NextConfig } from "next";

/**
 * One build serves any port and any project: nothing of the environment is read here except where the build
 * lies (tests build into a folder of their own, beside a running installation).
 */
const config: NextConfig = {
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run check` checks the types of the whole project; the first start of a stranger need not wait for it again.
  typescript: { ignoreBuildErrors: true },
  // scripts/server.ts compresses nothing itself and sits on the same machine; Next's gzip is right here.
  compress: true,
  experimental: { authInterrupts: true },
};

export default config;
