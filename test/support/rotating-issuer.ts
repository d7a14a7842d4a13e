import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { aBendableIssuer, type Bent } from './bendable-issuer.ts'
import type { Journey } from './compose-for-journey.ts'
import { callbackFor } from './journey-browser.ts'
import { anOAuthWay } from './token-builder.ts'

/** What becomes of one use of a refresh token: whether the server rotates it, and what it says then. */
interface RefreshTurn {
  readonly rotates: boolean
  readonly says: 'reset' | 'hang' | Bent
}

interface Family {
  current: string
  readonly spent: Set<string>
  readonly accessTokens: Set<string>
}

const lifeSeconds = 300
const refusal = (description: string): Bent => ({
  ...{ status: 400, body: { error: 'invalid_grant', error_description: description } },
})

/**
 * An authorisation server that rotates refresh tokens and ends the whole sign-in when a spent one is shown again (RFC 9700
 * §4.14.2), with the API that its tokens are for at `/orders`. Its tokens live for 300 s, and it has no clock.
 */
export async function aRotatingIssuer({ refreshSeconds }: { refreshSeconds?: number } = {}) {
  const server = await aBendableIssuer()
  const families: Family[] = []
  const script: RefreshTurn[] = []
  const tokens: string[] = []
  let gate: Promise<void> = Promise.resolve()

  function aToken(kind: string): string {
    const token = `${kind}-${randomUUID()}`
    tokens.push(token)
    return token
  }

  function give(family: Family): Bent {
    const accessToken = aToken('access')
    family.current = aToken('refresh')
    family.accessTokens.add(accessToken)
    const lives = { expires_in: lifeSeconds, refresh_expires_in: refreshSeconds }
    const given = { access_token: accessToken, refresh_token: family.current, token_type: 'Bearer' }
    return { body: { ...given, ...lives, scope: 'read' } }
  }

  function signIn(): Bent {
    const family: Family = { current: '', spent: new Set(), accessTokens: new Set() }
    families.push(family)
    return give(family)
  }

  function end(family: Family): void {
    family.spent.add(family.current)
    family.current = ''
    family.accessTokens.clear()
  }

  function refresh(shown: string): Bent | 'reset' | 'hang' {
    const turn = script.shift() ?? null
    if (turn !== null && !turn.rotates) return turn.says
    const family = families.find(({ current, spent }) => current === shown || spent.has(shown))
    if (family === undefined) return refusal('unknown refresh token')
    if (family.current !== shown) {
      end(family)
      return refusal('refresh token already used')
    }
    family.spent.add(shown)
    const answer = give(family)
    return turn?.says ?? answer
  }

  server.answer('/token', async ({ form }) => {
    const isRefresh = form.get('grant_type') === 'refresh_token'
    const answer = isRefresh ? refresh(form.get('refresh_token') ?? '') : signIn()
    await gate
    return answer
  })
  server.answer('/orders', ({ headers }) => {
    const shown = headers.authorization?.replace(/^Bearer /, '') ?? ''
    if (families.some(({ accessTokens }) => accessTokens.has(shown))) return { body: { count: 4 } }
    const challenge = 'Bearer error="invalid_token", error_description="The token is not valid any more"'
    return { status: 401, body: '', headers: { 'www-authenticate': challenge } }
  })

  const formsOf = (path: string) => server.calls.filter((call) => call.path === path).map(({ form }) => form)
  return {
    issuer: server.issuer,
    host: new URL(server.issuer).host,
    orders: { url: `${server.issuer}/orders` },
    /** Every token that was ever given out. */
    tokens,
    /** How often a refresh token was shown. */
    refreshes: (): number => formsOf('/token').filter((form) => form.get('grant_type') === 'refresh_token').length,
    /** What becomes of the next uses of a refresh token; those after them are answered. */
    next: (...turns: readonly RefreshTurn[]): void => void script.push(...turns),
    /** Makes its answers and holds them back, until it is told to let go. */
    hold(): () => void {
      let letGo = (): void => undefined
      gate = new Promise((resolve) => (letGo = resolve))
      return letGo
    },
    /** The API takes the access tokens of now no more; their refresh tokens stay good. */
    dropAccessTokens(): void {
      for (const { accessTokens } of families) accessTokens.clear()
    },
    /** An administrator ends every sign-in. */
    endAll(): void {
      for (const family of families) end(family)
    },
    close: () => server.close(),
  }
}
export type RotatingIssuer = Awaited<ReturnType<typeof aRotatingIssuer>>

/** Adds a profile that signs in there. */
export const addProfileAt = (
  claimcheck: Journey,
  { issuer }: Pick<RotatingIssuer, 'issuer'>,
  { name = 'carol', keepFresh = false }: { name?: string; keepFresh?: boolean } = {},
) => claimcheck.addProfile({ name, keepFresh, way: anOAuthWay({ issuer, scopes: ['read'] }) })

/** Signs in there, where nobody is asked anything. */
export async function signInThere(
  claimcheck: Journey,
  { issuer }: Pick<RotatingIssuer, 'issuer'>,
  name = 'carol',
): Promise<void> {
  const ending = claimcheck.startSignIn(name)
  await fetch(callbackFor(await claimcheck.browser.next(), { code: 'a-code', iss: issuer }))
  expect(await ending).toMatchObject({ ok: true })
}
