import type { LoginFound } from '../../contract/find-login.ts'
import { sayList } from '../challenges/say.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { urlOf, type HeaderLine } from '../requests/wire-request.ts'
import { createSignInTrace, type SignInTraceBook } from '../sign-in/sign-in-trace.ts'
import { askedTarget, isTrustworthy } from './asked-address.ts'
import { readHints, type ChallengeHints } from './challenge-hints.ts'
import { findResourceMetadata, placesLookedAt } from './find-resource-metadata.ts'
import type { LoginFinder } from './login-finder.ts'
import { asFound, readServers, type ServersRead } from './read-servers.ts'
import { readWithinOrigin } from './read-within-origin.ts'

type Result = LoginFound['result']
type Found = Extract<Result, { outcome: 'found' }>

/** A login that was found, with what only the profile needs of it. */
export interface LookedFor {
  readonly told: LoginFound
  readonly dpopRequired: boolean
}

const askTheApi = { title: 'Ask the API without a token', tellsBody: false }
const longestName = 80
const mostScopes = 100

const nameFrom = (text: string): string =>
  text
    .slice(0, longestName)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trim()

/** What to ask for: what the API wants, and what makes a sign-in last where every server knows of it. */
function scopesFor(wanted: readonly string[], { servers, areOpenId }: ServersRead): string[] {
  const isListed = (scope: string) => servers.every(({ discovered }) => discovered.scopes.includes(scope))
  const added = [...(areOpenId ? ['openid'] : []), ...(isListed('offline_access') ? ['offline_access'] : [])]
  return [...new Set([...added, ...wanted])].slice(0, mostScopes)
}

const notFound = (why: string): Result => ({ outcome: 'not-found', why })

function sayNothingFound(asked: URL, said: string): string {
  const places = sayList(placesLookedAt(asked))
  return `${said} No metadata of the API is at ${places} (RFC 9728 §3.1), and ${asked.host} itself is no authorisation server (OpenID discovery, RFC 8414).`
}

/** An API that publishes nothing may be its own authorisation server. */
async function guessOwnServer(
  finder: LoginFinder,
  asked: URL,
  hints: ChallengeHints,
  trace: SignInTraceBook,
): Promise<Found | null> {
  try {
    const server = await finder.discover(asked.origin, trace)
    const servers = [asFound(server)]
    const note = 'The API publishes no metadata of its own: that it is its own authorisation server is a guess'
    return {
      ...{ outcome: 'found', resource: null, suggestedName: nameFrom(asked.host), servers, notes: [note] },
      scopes: scopesFor(hints.scopes, { servers, areOpenId: server.isOpenId, notes: [] }),
    }
  } catch (thrown) {
    if (thrown instanceof ClaimcheckError) return null
    throw thrown
  }
}

function saidBy(asked: URL, status: number, headers: readonly HeaderLine[], stopped: string | null): string {
  const hasChallenge = headers.some(([name]) => name.toLowerCase() === 'www-authenticate')
  const without = hasChallenge ? 'with a challenge that names no metadata' : 'without a challenge'
  return `${asked.host} answered ${status} ${without}.${stopped === null ? '' : ` ${stopped}.`}`
}

/**
 * From the address of an API to where people sign in for it: its challenge, its metadata (RFC 9728), the metadata of the
 * servers that it names (OpenID discovery, RFC 8414). Only reads, and never shows a credential. Throws
 * `input.url_invalid`, `find_login.metadata_refused` and, where no server can be read, `sign_in.issuer_*`.
 */
export async function lookForLogin(finder: LoginFinder, typed: string, now: () => Date): Promise<LookedFor> {
  const trace = createSignInTrace(now())
  let dpopRequired = false
  const first = askedTarget(typed)

  async function look(): Promise<Result> {
    if (!isTrustworthy(first)) {
      return notFound('The address is plain http: anybody on the way could name another place to sign in. Use https.')
    }
    const { answer, target, stopped } = await readWithinOrigin(finder.get, first, askTheApi, trace)
    const asked = new URL(urlOf(target))
    if (answer.kind === 'no-answer') return notFound(answer.message)
    const { status, headers } = answer
    if (status >= 200 && status < 300) return { outcome: 'open', status }
    const hints = readHints(headers)
    const { otherSchemes: schemes } = hints
    if (!hints.mayBeOAuth) return { outcome: 'other-scheme', schemes: [...schemes] }

    const metadata = await findResourceMetadata(finder.get, asked, hints.resourceMetadata, trace)
    if (metadata === null) {
      const guessed = await guessOwnServer(finder, asked, hints, trace)
      if (guessed !== null) return guessed
      if (schemes.length > 0) return { outcome: 'other-scheme', schemes: [...schemes] }
      return notFound(sayNothingFound(asked, saidBy(asked, status, headers, stopped)))
    }
    if (metadata.servers.length === 0) {
      return notFound(`The metadata of ${metadata.resource} names no authorisation server (RFC 9728 §2).`)
    }
    const read = await readServers(finder.discover, metadata.servers, asked, trace)
    dpopRequired = metadata.dpopRequired
    return {
      outcome: 'found',
      resource: metadata.resource,
      suggestedName: nameFrom(metadata.name ?? asked.host) || nameFrom(asked.host),
      scopes: scopesFor(hints.scopes.length > 0 ? hints.scopes : metadata.scopes, read),
      servers: [...read.servers],
      notes: [...metadata.notes, ...read.notes],
    }
  }

  const result = await look()
  return { told: { steps: trace.view().entries, result }, dpopRequired }
}
