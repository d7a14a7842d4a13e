import { randomBytes } from 'node:crypto'
import { compactVerify, createLocalJWKSet, errors } from 'jose'
import { expect, test } from 'vitest'
import { tokenDraft } from '../../../../electron/contract/inspection.ts'
import { ClaimcheckError } from '../../../../electron/domain/failures/claimcheck-error.ts'
import { buildToken } from '../../../../electron/domain/synthetic/build-token.ts'
import { hostileRecipes, recipeBase } from '../../../../electron/domain/synthetic/recipes/hostile-recipes.ts'
import { readBase } from '../../../../electron/domain/synthetic/token-base.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { pick, seededRandom } from '../../../support/seeded-random.ts'
import { aSyntheticBase } from '../../../support/synthetic-bases.ts'
import { aJwt, noon } from '../../../support/token-to-inspect.ts'

const random = seededRandom(20_260_301)
const bits = ['.', '..', '~', '=', 'eyJ', 'e30', '%', '\n', ' ', '\u0000', 'é', '😀', 'ey', 'AAAA', 'bnVsbA', 'W10']

function mutated(token: string): string {
  let text = token
  for (let turn = 0; turn <= random() * 4; turn += 1) {
    const at = Math.floor(random() * (text.length + 1))
    const until = at + Math.floor(random() * 12)
    text = `${text.slice(0, at)}${random() < 0.6 ? pick(random, bits) : ''}${text.slice(random() < 0.5 ? at : until)}`
  }
  return text
}

const seeds = [
  aJwt({ alg: 'RS256', kid: 'k1' }, { sub: 'alice', scope: 'a:read', exp: 1 }),
  aJwt('{"alg":"ES256","alg":1,"kid":{}}', '{"sub":1,"sub":2,"scope":[1,{}],"roles":null,"realm_access":{"roles":3}}'),
  aJwt({ alg: ['HS256'], crit: 1 }, '[[[[[[1]]]]]]'),
  aJwt({}, 'no JSON'),
]

test('20,000 texts of any kind give drafts or reasons, and nothing else', () => {
  for (let turn = 0; turn < 20_000; turn += 1) {
    const token = mutated(pick(random, seeds))
    const read = readBase(new SecretText(token))
    if ('whyNot' in read) {
      expect(read.whyNot).toMatch(/^The token is /)
      continue
    }
    const made = pick(random, hostileRecipes).make(recipeBase(read.base, null, noon))
    if ('draft' in made) expect(tokenDraft.safeParse(made.draft).success, token).toBe(true)
    else expect(made.whyNot).toMatch(/[a-z]/)
  }
})

test('2,000 tokens that were made of a good one, and end as they did, hold only where nothing was changed', async () => {
  const base = await aSyntheticBase('ES256')
  const keys = createLocalJWKSet({ keys: [base.jwk] })
  const good = base.token.reveal()
  const [header = '', claims = ''] = good.split('.').map((part) => Buffer.from(part, 'base64url').toString('utf8'))
  const parts = { base: base.token, publicKeys: null, randomBytes, signing: { how: 'as-it-was' } } as const
  let built = 0
  for (let turn = 0; turn < 2000; turn += 1) {
    const isHeader = random() < 0.3
    const changed = { header: isHeader ? mutated(header) : header, claims: isHeader ? claims : mutated(claims) }
    try {
      const token = (await buildToken({ ...parts, ...changed })).reveal()
      built += 1
      const holds = await compactVerify(token, keys).then(
        () => true,
        (thrown: unknown) => {
          if (thrown instanceof errors.JOSEError || thrown instanceof TypeError) return false
          throw thrown
        },
      )
      expect(holds, JSON.stringify(changed)).toBe(token === good)
    } catch (thrown) {
      if (!(thrown instanceof ClaimcheckError)) throw thrown
      expect(thrown.code).toBe('inspection.draft_invalid')
    }
  }
  expect(built).toBeGreaterThan(200)
})
