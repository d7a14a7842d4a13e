import type { FoundServer } from '../../contract/find-login.ts'
import type { ClientAuthentication, Redirect } from '../../contract/oauth.ts'
import type { ProfileDraft } from '../../contract/profiles.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import type { TraceSink } from '../sign-in/provider.ts'
import type { SecretText } from '../vault/secret-text.ts'
import { preferredAuthentication, registrationFor, usableClient } from './client-registration.ts'
import type { LoginFinder } from './login-finder.ts'

/** A client that the profile is to be. */
export interface AdoptedClient {
  readonly clientId: string
  readonly authentication: ClientAuthentication
  readonly secret: SecretText | null
  readonly redirect: Redirect
  readonly scopes: readonly string[]
}

/** A client that the person has: how it was registered is not known here, so the usual is taken. */
export function givenClient(clientId: string, server: FoundServer, scopes: readonly string[]): AdoptedClient {
  const isSilent = server.discovered.clientAuthentications.length === 0
  const authentication = isSilent ? 'none' : preferredAuthentication(server.discovered)
  return { clientId, authentication, secret: null, redirect: { by: 'free-port' }, scopes }
}

/**
 * A client of one's own (RFC 7591). Its redirect is one that the server was told: the listener's usual path, which is
 * another each time, would be refused. The path is still one that nobody can guess, only kept; and the port is one that
 * is free now. What manages the registration (RFC 7592) is kept nowhere.
 */
export async function registerClient(
  finder: LoginFinder,
  server: FoundServer,
  asked: { readonly scopes: readonly string[]; readonly dpop: boolean },
  trace: TraceSink,
): Promise<AdoptedClient> {
  if (!server.registers) throw new ClaimcheckError('sign_in.endpoint_missing', { endpoint: 'registration_endpoint' })
  const redirect = await finder.chooseRedirect()
  const registration = registrationFor(server.discovered, { ...asked, redirect })
  const client = await finder.register(server.issuer, registration, trace)
  try {
    const { authentication, scopes } = usableClient(client, registration, asked.scopes)
    const secret = authentication === 'none' ? null : client.secret
    return { clientId: client.clientId, authentication, secret, redirect, scopes }
  } catch (thrown) {
    if (thrown instanceof ClaimcheckError && thrown.code === 'find_login.registration_refused') {
      trace.blame('The server registered a client that can not be used')
    }
    throw thrown
  }
}

const inBrowser = { loginHint: null, prompt: null, acrValues: null, maxAgeSeconds: null } as const

/** The profile of a client, not saved yet. */
export function draftFor(
  client: AdoptedClient,
  about: {
    readonly name: string
    readonly issuer: string
    readonly resource: string | null
    readonly dpop: boolean
  },
): ProfileDraft {
  const { name, issuer, resource, dpop } = about
  return {
    ...{ id: null, name, label: '', group: '', colour: null, certificate: null, keepFresh: true },
    way: {
      ...{ kind: 'oauth', issuer, endpoints: null, clientId: client.clientId, clientSigning: null, dpop },
      clientAuthentication: client.authentication,
      scopes: [...client.scopes],
      resources: resource === null ? [] : [resource],
      extraParameters: [],
      grant: { type: 'authorization_code', ...inBrowser, redirect: client.redirect, pushedRequest: 'when-offered' },
    },
    secrets: client.secret === null ? {} : { clientSecret: { change: 'replace', value: client.secret.reveal() } },
  }
}
