import { randomBytes } from 'node:crypto'
import { createRemoteJWKSet, type JSONWebKeySet } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildToken } from '../../../electron/domain/synthetic/build-token.ts'
import { hostileRecipes, recipeBase } from '../../../electron/domain/synthetic/recipes/hostile-recipes.ts'
import { readBase } from '../../../electron/domain/synthetic/token-base.ts'
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'
import { discoverDesktop, signIn, startTestPlayground } from '../../support/playground-client.ts'

describe('the demo API', () => {
  let playground: Awaited<ReturnType<typeof startTestPlayground>>
  let token: SecretText
  let publicKeys: JSONWebKeySet
  beforeAll(async () => {
    playground = await startTestPlayground()
    const client = await discoverDesktop(playground)
    const tokens = await signIn(client, { as: 'alice', consent: 'allow', scope: 'openid orders:read' })
    token = new SecretText(tokens.access_token)
    const keys = createRemoteJWKSet(new URL(client.serverMetadata().jwks_uri ?? ''))
    await keys.reload()
    publicKeys = keys.jwks() ?? { keys: [] }
  })
  afterAll(() => playground.stop())

  const orders = (sent: SecretText) =>
    fetch(`${playground.apiUrl}/orders`, { headers: { authorization: `Bearer ${sent.reveal()}` } })

  test('takes the token that it is all made from', async () => {
    expect((await orders(token)).status).toBe(200)
  })

  test.each(hostileRecipes.map((recipe) => [recipe.id, recipe] as const))(
    'refuses what an attacker would make of it, in order: %s',
    async (_id, { make }) => {
      const read = readBase(token)
      if ('whyNot' in read) throw new Error(read.whyNot)
      const made = make(recipeBase(read.base, publicKeys, new Date()))
      if ('whyNot' in made) {
        expect(made.whyNot).toMatch(/^It needs .*(?:ECDSA|RSA)/)
        return
      }
      const answer = await orders(await buildToken({ ...made.draft, base: token, publicKeys, randomBytes }))
      expect(answer.status).toBe(401)
      expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"')
    },
  )
})
