/** `isPermanent`: the same mail will never arrive (unknown recipient, refused content); otherwise try again later. */
export class MailError extends Error {
  override name = "MailError";
  readonly isPermanent: boolean;

  constructor(message: string, isPermanent: boolean, options?: ErrorOptions) {
    super(message, options);
    this.isPermanent = isPermanent;
  }
}
