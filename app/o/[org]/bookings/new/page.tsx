// The sheet "New visit" over the list: it stands in the office's layout and reads the address itself.
export { default, generateMetadata } from "../page";
