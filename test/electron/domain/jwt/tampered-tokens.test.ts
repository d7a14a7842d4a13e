import { beforeAll, describe, expect, test } from 'vitest'
import { pick, seededRandom } from '../../../support/seeded-random.ts'
import { genuineTokens, judgeTampered, type Genuine, type Watch } from '../../../support/tamper-judge.ts'
import { tamper } from '../../../support/tampered-tokens.ts'

let tokens: readonly Genuine[]
let watch: Watch
beforeAll(async () => void ({ tokens, watch } = await genuineTokens()))

test('an unchanged token of every algorithm is valid by its key', async () => {
  for (const { verify, token, alg } of tokens) {
    expect([alg, (await verify(token)).verdict]).toEqual([alg, 'valid'])
  }
})

describe('2,000 changed tokens', () => {
  test('never throw, never take long, ask nobody, and are judged as jose does', async () => {
    const random = seededRandom(11)
    const wrong: string[] = []
    for (let round = 0; round < 2000; round += 1) {
      const genuine = pick(random, tokens)
      const { label, token } = tamper(genuine.token, random)
      const found = await judgeTampered(genuine, token)
      if (found !== null) wrong.push(`${genuine.alg}, ${label}: ${found}`)
    }
    watch.stop()
    expect(wrong).toEqual([])
    expect(watch.askedFor).toEqual([])
    expect([...watch.connections]).toEqual([])
  }, 60_000)
})
