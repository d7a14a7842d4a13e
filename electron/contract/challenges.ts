import * as z from 'zod'
import { profileId } from './ids.ts'

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
  z.strictObject({ do: z.literal('inspect'), profileId, claim: z.string().nullable() }),
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
