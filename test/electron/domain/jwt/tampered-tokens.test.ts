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

// The fault suite changes thousands more.
describe('400 changed tokens', () => {
  test('never throw, never take long, ask nobody, and are judged as jose does', async () => {
    const random = seededRandom(11)
    const wrong: string[] = []
    let stillValid = 0
    for (let round = 0; round < 400; round += 1) {
      const genuine = pick(random, tokens)
      const { label, token } = tamper(genuine.token, random)
      const judged = await judgeTampered(genuine, token)
      if (judged.wrong !== null) wrong.push(`${genuine.alg}, ${label}: ${judged.wrong}`)
      if (judged.isStillValid) stillValid += 1
    }
    watch.stop()
    expect(wrong).toEqual([])
    // Both sides were tried: most changes break a token, and some (spaces, disclosures) do not.
    expect(stillValid).toBeGreaterThan(10)
    expect(stillValid).toBeLessThan(100)
    expect(watch.askedFor).toEqual([])
    expect([...watch.connections]).toEqual([])
  })
})
