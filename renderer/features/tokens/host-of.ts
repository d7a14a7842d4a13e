/** The host of an address as it is written; the whole text where it is no address. */
export const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).host || address : address)
