import type { RequestOf, ResponseOf } from '../../contract/channels.ts'
import type { FoundServer, LoginFound } from '../../contract/find-login.ts'
import type { ProfileDraft, ProfileSummary } from '../../contract/profiles.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { TraceSink } from '../sign-in/provider.ts'
import { createSignInTrace } from '../sign-in/sign-in-trace.ts'
import { createFreeNames } from '../profiles/free-names.ts'
import { draftFor, givenClient, registerClient, type AdoptedClient } from './adopt-login.ts'
import type { LoginFinder } from './login-finder.ts'
import { lookForLogin } from './look-for-login.ts'
import { asFound } from './read-servers.ts'

export interface FindLoginParts {
  readonly finder: LoginFinder
  /** Makes the profile. Throws `input.*`, `vault.*`, `storage.*`. */
  readonly saveProfile: (draft: ProfileDraft) => Promise<ProfileSummary>
  readonly takenNames: () => readonly string[]
  readonly now: () => Date
}

/** From the address of an API to a profile that can sign in for it. */
export interface FindLogin {
  readonly start: (url: string) => Promise<LoginFound>
  /**
   * Takes what `start` found in this run of the program, and nothing else. Throws `find_login.forgotten`,
   * `find_login.registration_refused`, `sign_in.*`, and as saving a profile does.
   */
  readonly adopt: (request: RequestOf<'findLogin.adopt'>) => Promise<ResponseOf<'findLogin.adopt'>>
}

type Found = Extract<LoginFound['result'], { outcome: 'found' }>
interface Memory {
  readonly found: Found
  readonly dpopRequired: boolean
  /** Clients that were registered and whose profile could not be saved: a second try registers no second one. */
  readonly unsaved: Map<string, AdoptedClient>
}

const mostRemembered = 20

/** Found by the text that was typed; the oldest make room. */
function createMemories() {
  const memories = new Map<string, Memory>()
  return {
    find: (url: string): Memory | null => memories.get(url) ?? null,
    forget: (url: string): void => void memories.delete(url),
    keep(url: string, memory: Memory): void {
      memories.delete(url)
      memories.set(url, memory)
      const [oldest] = memories.keys()
      if (memories.size > mostRemembered && oldest !== undefined) memories.delete(oldest)
    },
  }
}

export function createFindLogin({ finder, saveProfile, takenNames, now }: FindLoginParts): FindLogin {
  const memories = createMemories()

  /** A server inside the person's own network is asked only now that it was chosen. */
  async function readChosen(server: FoundServer, trace: TraceSink): Promise<FoundServer> {
    const isRead = server.discovered.authorizationEndpoint !== null || server.discovered.tokenEndpoint !== null
    return isRead ? server : { ...asFound(await finder.discover(server.issuer, trace)), issuer: server.issuer }
  }

  return {
    async start(url) {
      memories.forget(url)
      const { told, dpopRequired } = await lookForLogin(finder, url, now)
      if (told.result.outcome === 'found') {
        memories.keep(url, { found: told.result, dpopRequired, unsaved: new Map() })
      }
      return told
    },

    async adopt({ url, issuer, name, scopes, clientId }) {
      const memory = memories.find(url)
      const named = memory?.found.servers.find((each) => each.issuer === issuer)
      if (memory === null || named === undefined) throw new ClaimcheckError('find_login.forgotten', {})
      const { found, dpopRequired: dpop, unsaved } = memory
      const trace = createSignInTrace(now())
      const server = await readChosen(named, trace)
      const client =
        clientId === null
          ? (unsaved.get(issuer) ?? (await registerClient(finder, server, { scopes, dpop }, trace)))
          : givenClient(clientId, server, scopes)
      if (clientId === null) unsaved.set(issuer, client)
      const draft = draftFor(client, {
        name: createFreeNames(takenNames())(name),
        issuer,
        resource: found.resource,
        dpop,
      })
      const profile = await saveProfile(draft)
      // A second profile of the same API is a client of its own.
      unsaved.delete(issuer)
      return { profile, steps: trace.view().entries }
    },
  }
}
