"use client";

import { createContext, use } from "react";

/** Which build this page is of; people read it out when they ask for help. */
export const VersionContext = createContext("");
export const useVersion = () => use(VersionContext);
