import type { TokenFormat } from '../../contract/jwt.ts'
import { takeApart } from './take-apart.ts'

/** What kind of token a text is, without judging it. Never throws. */
export function kindOfToken(text: string): { readonly format: TokenFormat; readonly kindName: string } {
  const { format, kindName } = takeApart(text)
  return { format, kindName }
}
