import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { inspectedToken, signatureVerdict } from '../../../../electron/contract/jwt.ts'
import { bindingsOf } from '../../../../electron/domain/jwt/token-bindings.ts'
import { inspectToken } from '../../../../electron/domain/jwt/inspect-token.ts'
import { signedPartOf } from '../../../../electron/domain/jwt/signed-part.ts'
import { weakSecretOf } from '../../../../electron/domain/jwt/weak-secret.ts'
import { hostileRecipes, recipeBase } from '../../../../electron/domain/synthetic/recipes/hostile-recipes.ts'
import { readBase } from '../../../../electron/domain/synthetic/token-base.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { aJwt, aTokenToInspect, noon } from '../../../support/token-to-inspect.ts'

const disclosure = Buffer.from('["salt","name",1]').toString('base64url')
const read = (token: string) => JSON.stringify(inspectedToken.parse(inspectToken(aTokenToInspect(token))))

describe.each(['constructor', 'toString', 'valueOf', '__proto__', 'hasOwnProperty'])(
  'a token that says “%s”, which every object has, where a name of a table belongs',
  (name) => {
    const header = `{"alg":"${name}","typ":"${name}","cty":"${name}","enc":"${name}","${name}":1}`
    const claims = `{"_sd_alg":"${name}","at_hash":"x","amr":["${name}"],"acr":"${name}","token_use":"${name}","${name}":1}`
    const token = aJwt(header, claims)

    test('is read, as what nobody knows', () => {
      for (const each of [token, `${token}~${disclosure}~`, `<${name}>x</${name}>`]) {
        expect(read(each)).not.toContain('native code')
      }
    })

    test('has an algorithm that is not known, and no secret that could be guessed', () => {
      const told = signedPartOf(token)
      expect('told' in told && signatureVerdict.parse(told.told)).toEqual({
        verdict: 'cannot-check',
        reason: `The algorithm ${name} is not known here.`,
      })
      expect(weakSecretOf(token)).toBeNull()
    })

    test('has ties that can’t be checked', async () => {
      const signIn = async () => ({ accessToken: new SecretText('access'), ties: null })
      const atHash = await bindingsOf(token, { signIn, sender: async () => null })
      expect(atHash).toMatchObject([{ name: 'at_hash', state: 'not-checked' }])
      const proof = aJwt({ alg: 'HS256', typ: 'kb+jwt' }, { sd_hash: 'x' })
      const holder = `${aJwt({ alg: 'ES256' }, `{"_sd_alg":"${name}","cnf":{"jwk":{"kty":"EC"}}}`)}~${disclosure}~${proof}`
      expect(await bindingsOf(holder, { signIn, sender: async () => null })).toMatchObject([
        { name: 'sd_hash', state: 'not-checked', words: expect.stringContaining('_sd_alg') },
      ])
    })

    test('gives drafts of attacks, or reasons', () => {
      const base = readBase(new SecretText(token))
      if (!('base' in base)) throw new Error(base.whyNot)
      for (const { make } of hostileRecipes) {
        const made = make(recipeBase(base.base, null, noon))
        expect(JSON.stringify(made)).not.toContain('native code')
      }
    })
  },
)

test('the secret of a usual token is guessed all the same', () => {
  const signed = aJwt({ alg: 'HS256' }, { sub: 'alice' }).split('.').slice(0, 2).join('.')
  expect(weakSecretOf(`${signed}.${createHmac('sha256', 'secret').update(signed).digest('base64url')}`)).toBe('secret')
})
