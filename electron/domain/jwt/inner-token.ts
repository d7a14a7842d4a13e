import { takeApart } from './take-apart.ts'

/** The token that lies inside of a nested one (RFC 7519 appendix A.2); null where there is none that can be read. */
export const innerToken = (text: string): string | null => takeApart(text).inner
