import type { Granted, OpenIdProvider } from './provider.ts'
import type { SignInRun } from './sign-in-run.ts'

/** Client credentials (RFC 6749 §4.4): the client signs in as itself, without a browser. */
export async function signInWithClientCredentials(run: SignInRun, provider: OpenIdProvider): Promise<Granted> {
  run.enter('requesting-token')
  const asked = { scopes: run.scopes, resource: run.profile.resource }
  return provider.clientCredentials(run.client, asked, { trace: run.trace, signal: run.signal })
}
