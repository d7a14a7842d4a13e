import * as z from 'zod'
import { profileId } from './ids.ts'
import { tokenSubject } from './jwt.ts'

/** One challenge of a WWW-Authenticate field (RFC 9110 §11.6.1). */
export const challenge = z.strictObject({
  scheme: z.string(),
  params: z.array(z.tuple([z.string(), z.string()])),
  token68: z.string().nullable(),
})
export type Challenge = z.infer<typeof challenge>

export const cause = z.enum([
  'no-token',
  'token-expired',
  'token-not-yet-valid',
  'token-invalid',
  'wrong-audience',
  'wrong-issuer',
  'missing-scope',
  'missing-role',
  'wrong-scheme',
  'signed-out',
  'dpop-proof',
  'dpop-nonce',
  'wrong-password',
  'wrong-key',
  'certificate-missing',
  'forbidden',
  'unauthorised',
  /** The server of the token says that it no longer counts (RFC 7662, RFC 7009). */
  'revoked',
  /** The clocks differ by more than what is left of, or before, the token's life. */
  'clock-skew',
  'step-up',
  'id-token',
  /** What was sent is no credential by its form: quotes, a word too many, a line break. */
  'malformed-credential',
  /** The answer is a login page, or leads to one: the API looks for a session of a browser. */
  'login-redirect',
  'proxy',
  /** Something before the API said no: a gateway, a firewall. */
  'gateway',
  /** It was made here for a test, so a no is what was wanted. */
  'synthetic',
])

/** What a button under the sentence does. The window carries it out; each one works. */
export const remedy = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('sign-in'), profileId }),
  z.strictObject({ do: z.literal('ask-for-scopes'), profileId, scopes: z.array(z.string()) }),
  z.strictObject({ do: z.literal('refresh-and-resend'), profileId }),
  z.strictObject({ do: z.literal('send-as'), profileId, profileName: z.string() }),
  z.strictObject({ do: z.literal('edit-profile'), profileId }),
  z.strictObject({ do: z.literal('choose-profile') }),
  /** The challenge points at metadata that tell where to sign in (RFC 9728). */
  z.strictObject({ do: z.literal('find-login') }),
  /** Signs in again at a higher level, or freshly, and sends again (RFC 9470 §4). */
  z.strictObject({
    do: z.literal('step-up'),
    profileId,
    acrValues: z.array(z.string()),
    maxAgeSeconds: z.number().int().nullable(),
  }),
  /** Makes the profile ask for tokens bound to a DPoP key, signs in again, and sends again (RFC 9449). */
  z.strictObject({ do: z.literal('use-dpop'), profileId }),
  /** Asks the server that gave the token whether it still counts (RFC 7662), and tells the reason anew. */
  z.strictObject({ do: z.literal('ask-server'), profileId }),
  /** Sends again without what was typed into the request, as the profile would. */
  z.strictObject({ do: z.literal('drop-typed-credential') }),
  z.strictObject({ do: z.literal('inspect'), subject: tokenSubject, claim: z.string().nullable() }),
])
export type Remedy = z.infer<typeof remedy>

/** Why the API said no: a sentence, its evidence, its source, and what to do next. */
export const diagnosis = z.strictObject({
  cause,
  headline: z.string(),
  /** Sentences of evidence: what the API answered, what the token carries. Never a secret. */
  evidence: z.array(z.string()),
  reference: z.string().nullable(),
  confidence: z.enum(['certain', 'likely', 'guess']),
  challenges: z.array(challenge),
  remedies: z.array(remedy),
})
export type Diagnosis = z.infer<typeof diagnosis>
