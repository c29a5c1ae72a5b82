// The sheet over the list: the list itself reads the address and opens it.
export { default, generateMetadata } from "../page";
