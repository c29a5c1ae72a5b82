import type { TestApp } from "@/scripts/test/app";

/** The installation this run was started for (scripts/test.ts). */
export const installation = JSON.parse(process.env.TEST_APP ?? "null") as TestApp;
