import * as z from 'zod'
import { claim } from './jwt.ts'

/** What a server said of a person or a token, claim by claim. */
export const toldClaims = z.strictObject({
  /** The answer in a sentence. */
  sentence: z.string(),
  claims: z.array(claim),
  /** Things worth a look: a `sub` that is another one's, a scope that the token did not say. */
  warnings: z.array(z.string()),
})
export type ToldClaims = z.infer<typeof toldClaims>
