import type { Discovered } from '../../contract/profiles.ts'
import type { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { KnownIssuer } from './known-issuer.ts'

/** Where an issuer publishes its keys, and how it says that it signs. */
interface Published {
  readonly jwksUri: string | null
  readonly algorithms: readonly string[] | null
}

const typedIn = (keys: NonNullable<KnownIssuer['keys']>): string | null =>
  typeof keys === 'string' ? null : keys.typed

/** Finds where issuers publish their keys; what was found is known for as long as the program runs. */
export function createIssuerKeys(discover: (issuer: string) => Promise<Discovered>) {
  const known = new Map<string, Published>()

  return {
    /** What was found before; asks nobody. */
    known({ issuer, keys }: KnownIssuer): Published {
      const nothing = { jwksUri: null, algorithms: null }
      if (keys !== null) return { ...nothing, jwksUri: typedIn(keys) }
      return known.get(issuer) ?? nothing
    },

    /** null: it publishes none. Throws as discovery does. */
    async find({ issuer, keys }: KnownIssuer): Promise<string | null> {
      if (keys !== null) return typedIn(keys)
      const before = known.get(issuer)?.jwksUri
      if (before !== undefined && before !== null) return before
      const { jwksUri, signingAlgorithms } = await discover(issuer)
      known.set(issuer, { jwksUri, algorithms: signingAlgorithms ?? null })
      return jwksUri
    },
  }
}

/** Why an issuer's keys could not be found, in a sentence. */
export function whyNoKeys(issuer: string, { code, details }: ClaimcheckError): string {
  if (code === 'sign_in.issuer_unreachable') {
    const said = 'said' in details && typeof details.said === 'string' ? details.said : 'it can’t be reached.'
    return `${issuer} could not be asked for its keys: ${said}`
  }
  if (code === 'sign_in.issuer_not_metadata') return `${issuer} publishes no metadata that say where its keys are.`
  if (code === 'sign_in.issuer_mismatch') {
    return `The metadata at ${issuer} are those of another issuer, so its keys can’t be believed.`
  }
  return `The keys of ${issuer} could not be read.`
}
