import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { targetOf } from '../requests/parse-target.ts'
import { urlOf } from '../requests/wire-request.ts'
import { isSecureAddress } from '../profiles/resolve-client.ts'
import type { SignInTraceBook } from '../sign-in/sign-in-trace.ts'
import type { LoginFinder } from './login-finder.ts'
import { leadsInside } from './network-place.ts'
import {
  readResourceMetadata,
  withoutPassword,
  type DocumentFacts,
  type ResourceMetadata,
} from './resource-metadata.ts'
import { readWithinOrigin } from './read-within-origin.ts'
import { metadataPlaces } from './well-known.ts'

type Refusal = ClaimcheckError<'find_login.metadata_refused'>

const refusal = (url: string, reason: string): Refusal =>
  new ClaimcheckError('find_login.metadata_refused', { url: withoutPassword(url).slice(0, 500), reason })

/** The address that a challenge names, fit to be asked; a relative one is taken from the API's own. */
function placeFromChallenge(text: string, asked: URL): URL | Refusal {
  const at = URL.canParse(text, asked.href) ? new URL(text, asked.href) : null
  if (at === null) return refusal(text, 'The challenge names it, and it is no address')
  if (!isSecureAddress(at)) return refusal(text, 'The challenge names it, and it is not https')
  if (at.username !== '' || at.password !== '') return refusal(text, 'Its address holds a user name or a password')
  at.hash = ''
  if (!leadsInside(at, asked)) return at
  return refusal(text, 'The API leads from the internet into your own network (RFC 9728 §7.7): it was not asked')
}

/** One document; null where there is none, or a page for people where one might have been. */
async function readDocument(
  get: LoginFinder['get'],
  facts: DocumentFacts,
  trace: SignInTraceBook,
): Promise<ResourceMetadata | Refusal | null> {
  const { href } = facts.at
  const isGuessed = facts.builtFrom !== null
  const title = isGuessed ? 'Look for the metadata of the API' : 'Read the metadata of the API'
  const { answer, stopped } = await readWithinOrigin(get, targetOf(facts.at), { title, tellsBody: true }, trace)
  const missing = (reason: string): Refusal | null => {
    trace.blame(reason)
    return isGuessed ? null : refusal(href, reason)
  }
  if (answer.kind === 'no-answer') return missing(answer.message)
  if (stopped !== null) return missing(stopped)
  if (answer.status !== 200) return missing(`It answered ${answer.status}`)
  if (answer.isCut) return missing('It is longer than 256 kB')
  const read = readResourceMetadata(new TextDecoder().decode(answer.body), facts)
  switch (read.kind) {
    case 'metadata':
      return read.metadata
    case 'not-metadata':
      return missing(read.reason)
    case 'refused':
      trace.blame(read.reason)
      return refusal(href, read.reason)
  }
}

/**
 * The metadata of a protected resource: where a challenge says (RFC 9728 §5.1), else at its well-known places (§3.1).
 * null where none is published. Throws `find_login.metadata_refused` for one that must not be used.
 */
export async function findResourceMetadata(
  get: LoginFinder['get'],
  asked: URL,
  named: string | null,
  trace: SignInTraceBook,
): Promise<ResourceMetadata | null> {
  if (named !== null) {
    const at = placeFromChallenge(named, asked)
    const found = at instanceof URL ? await readDocument(get, { at, asked, builtFrom: null }, trace) : at
    if (found instanceof Error) throw found
    return found
  }
  let firstRefusal: Refusal | null = null
  for (const { at, resource } of metadataPlaces(asked)) {
    const found = await readDocument(get, { at, asked, builtFrom: resource }, trace)
    if (found !== null && !(found instanceof Error)) return found
    firstRefusal ??= found
  }
  if (firstRefusal !== null) throw firstRefusal
  return null
}

/** Where it was looked for, for a sentence. */
export const placesLookedAt = (asked: URL): string[] => metadataPlaces(asked).map(({ at }) => urlOf(targetOf(at)))
