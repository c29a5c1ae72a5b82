"use client";

import { createContext, use } from "react";
import type { Membership } from "@/lib/organizations/schema";

const MembershipsContext = createContext<readonly Membership[]>([]);

/** The active organizations of whoever is signed in, from the server with the page. */
export const MembershipsProvider = MembershipsContext;
export const useMemberships = () => use(MembershipsContext);
