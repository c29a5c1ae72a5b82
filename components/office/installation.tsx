"use client";

import { createContext, use } from "react";

const MailboxContext = createContext(false);

/** Whether mails of this installation are kept on this machine and can be read here. */
export const MailboxProvider = MailboxContext;
export const useHasMailbox = () => use(MailboxContext);
