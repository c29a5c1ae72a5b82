/** So many messages are read at once; the server's first page and the browser's must agree. */
export const MESSAGES_PAGE = 20;
