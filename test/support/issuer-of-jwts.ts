import { randomUUID } from 'node:crypto'
import { halfHash } from '../../electron/domain/jwt/half-hash.ts'
import { aBendableIssuer } from './bendable-issuer.ts'
import type { ProfileId } from '../../electron/contract/ids.ts'
import type { PastToken } from '../../electron/contract/inspection.ts'
import { closing } from './closing-servers.ts'
import { composeForJourney, type Journey } from './compose-for-journey.ts'
import { callbackFor } from './journey-browser.ts'
import { noKeyring } from './keyring-builder.ts'

/**
 * An authorisation server whose access and ID tokens are JWTs that say the right things of each other; `access` and `id`
 * are what they say besides, or in place of that. A refresh gives a new access token, and an ID token where asked.
 */
export async function anIssuerOfJwts() {
  const server = await aBendableIssuer()
  const says: {
    access: Record<string, unknown>
    id: Record<string, unknown>
    refreshGivesIdToken: boolean
  } = { access: {}, id: {}, refreshGivesIdToken: true }
  /** Every token that was ever given out. */
  const given: { access: string; id: string | null; refresh: string }[] = []
  let nonce: string | null = null

  server.answer('/token', async ({ form }) => {
    const isRefresh = form.get('grant_type') === 'refresh_token'
    const access = await server.idToken({ aud: 'api', jti: randomUUID(), scope: 'read', ...says.access })
    const ties = { at_hash: halfHash(access, 'ES256'), ...(!isRefresh && nonce !== null && { nonce }) }
    const id = isRefresh && !says.refreshGivesIdToken ? null : await server.idToken({ ...ties, ...says.id })
    const refresh = `refresh-${randomUUID()}`
    given.push({ access, id, refresh })
    const tokens = { access_token: access, refresh_token: refresh, ...(id !== null && { id_token: id }) }
    return { body: { ...tokens, token_type: 'Bearer', expires_in: 300, scope: 'openid read' } }
  })

  return {
    ...{ server, issuer: server.issuer, says, given },
    /** Signs in there, where nobody is asked anything. */
    async signIn(claimcheck: Journey, name: string): Promise<void> {
      const ending = claimcheck.startSignIn(name)
      const address = await claimcheck.browser.next()
      nonce = new URL(address).searchParams.get('nonce')
      await fetch(callbackFor(address, { code: 'a-code', iss: server.issuer }))
      const ended = await ending
      if (!ended.ok) throw new Error(`the sign-in failed: ${JSON.stringify(ended.failure)}`)
    },
    close: () => server.close(),
  }
}
export type IssuerOfJwts = Awaited<ReturnType<typeof anIssuerOfJwts>>

export const passphrase = 'correct horse battery staple'

interface CarolSignedIn {
  readonly claimcheck: Journey
  readonly server: IssuerOfJwts
  readonly profileId: ProfileId
}

/** carol, signed in at such a server; her vault can be locked where it is under a passphrase. */
export async function carolSignedIn({ under }: { under?: 'passphrase' } = {}): Promise<CarolSignedIn> {
  const situation = under === undefined ? {} : { keyring: noKeyring() }
  const [claimcheck, server] = [await composeForJourney(situation), closing(await anIssuerOfJwts())]
  if (under !== undefined) await claimcheck.ask('vault.protect', { current: null, protection: { under, passphrase } })
  await claimcheck.ask('settings.save', { refreshInBackground: false })
  await claimcheck.saveProfile({ name: 'carol', issuer: server.issuer, scopes: ['openid', 'read'] })
  await server.signIn(claimcheck, 'carol')
  return { claimcheck, server, profileId: (await claimcheck.profile('carol')).id }
}

export const pastOf = async (claimcheck: Journey, name = 'carol'): Promise<PastToken[]> =>
  claimcheck.ask('inspection.past', { profileId: (await claimcheck.profile(name)).id })
export const accessOf = (tokens: readonly PastToken[]) => tokens.filter(({ which }) => which === 'access')
export const jtiOf = (token: string): unknown =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')).jti
