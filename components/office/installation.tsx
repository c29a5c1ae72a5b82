"use client";

import { createContext, use } from "react";

const MailboxContext = createContext(false);

/** Whether mails of this installation are kept on this machine and can be read here. */
export const MailboxProvider = MailboxContext;
export const useHasMailbox = () => use(MailboxContext);

/** A page of the settings that this member may open: its name in his language, its address below `/o/<slug>`. */
export type SettingsPlace = { id: string; label: string; path: string };

const SettingsContext = createContext<readonly SettingsPlace[]>([]);

export const SettingsPlacesProvider = SettingsContext;
export const useSettingsPlaces = () => use(SettingsContext);
