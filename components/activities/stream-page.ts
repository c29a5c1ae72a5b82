/** So many notes and changes are read at once; the server's first page and the browser's must agree. */
export const STREAM_PAGE = 20;
