let known: string | undefined;

/** Set once at start (and in tests), like the vault. */
export function setPublicAddress(address: string): void {
  known = address;
}

/** The address under which the public reaches us, without a slash at its end: printed as a QR code. */
export function publicAddress(): string {
  if (known === undefined) throw new Error("The public address is set at start.");
  return known;
}
