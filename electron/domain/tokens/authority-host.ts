/** The host of an issuer, for people; a JWT that a profile signs itself names whatever it likes. */
export const authorityHost = (issuer: string): string => (URL.canParse(issuer) ? new URL(issuer).host : issuer)
