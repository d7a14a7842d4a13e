import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { looseTokenId } from '../../../../electron/contract/ids.ts'
import { createJtiIndex } from '../../../../electron/domain/inspection/jti-index.ts'
import { createLooseTokens } from '../../../../electron/domain/inspection/loose-tokens.ts'
import { SecretText } from '../../../../electron/domain/vault/secret-text.ts'
import { aClock } from '../../../support/clock.ts'
import { noon } from '../../../support/token-builder.ts'
import { hmacToken, opaqueToken, rsaToken } from '../../../support/tokens-to-find.ts'

function someLooseTokens() {
  const clock = aClock(noon)
  const jtis = createJtiIndex()
  return {
    loose: createLooseTokens({ now: clock.now, newId: () => looseTokenId.parse(randomUUID()), jtis }),
    clock,
    jtis,
  }
}

const made = (text: string) =>
  ({ token: new SecretText(text), place: 'made here', synthetic: true, context: null, listed: 'now' }) as const

describe('tokens that a person brings', () => {
  test('end in the list when they end on their card: a PASETO, too', () => {
    const body = Buffer.concat([Buffer.from('{"exp":"2030-01-01T00:00:00+00:00"}'), Buffer.alloc(64, 1)])
    const { found } = someLooseTokens().loose.take(`v4.public.${body.toString('base64url')}`)
    expect(found).toMatchObject([{ format: 'paseto', expiresAt: '2030-01-01T00:00:00.000Z' }])
  })

  test('are held and told of without their text', () => {
    const { loose } = someLooseTokens()
    const { found, note } = loose.take(`${hmacToken}\n${opaqueToken}\naccess_token=${opaqueToken}`)
    expect(found).toMatchObject([
      { place: 'line 1 of the text', title: 'alice · id.example.test', format: 'jwt', synthetic: false },
      { place: 'the value of access_token', title: '', format: 'opaque' },
    ])
    expect(note).toBeNull()
    expect(loose.list()).toEqual(found)
    const told = JSON.stringify([found, loose.list()])
    expect([hmacToken, opaqueToken, hmacToken.slice(-20)].filter((secret) => told.includes(secret))).toEqual([])
    const [first] = found
    if (first === undefined) throw new Error('nothing was found')
    const { content, which, profileId } = loose.find(first.id)
    expect(content.is === 'held' && content.token.reveal()).toBe(hmacToken)
    expect({ which, profileId }).toEqual({ which: 'unknown', profileId: null })
  })

  test('keep their id and become the newest when they are brought again', () => {
    const { loose } = someLooseTokens()
    const [first] = loose.take(hmacToken).found
    loose.take(rsaToken)
    expect(loose.take(hmacToken).found[0]?.id).toBe(first?.id)
    expect(loose.list().map(({ id }) => id)[0]).toBe(first?.id)
    expect(loose.list()).toHaveLength(2)
  })

  test('are let go of: by the person, by a lock, and the oldest when there are more than 200', () => {
    const { loose } = someLooseTokens()
    const [first] = loose.take(hmacToken).found
    if (first === undefined) throw new Error('nothing was found')
    for (let count = 0; count < 200; count += 1) loose.add(made(`${opaqueToken}${count}`))
    expect(loose.list()).toHaveLength(200)
    expect(() => loose.find(first.id)).toThrow(expect.objectContaining({ code: 'inspection.gone' }))
    const [newest] = loose.list()
    if (newest === undefined) throw new Error('nothing is held')
    loose.drop([newest.id])
    expect(loose.list()).toHaveLength(199)
    loose.clear()
    expect(loose.list()).toEqual([])
  })

  test('are told as made here when they come back by the clipboard, unless they are held as what they were', () => {
    const { loose } = someLooseTokens()
    const { id } = loose.add(made(hmacToken))
    expect(loose.take(`Bearer ${hmacToken}`).found).toMatchObject([{ id, synthetic: true, place: 'made here' }])
    const [genuine] = loose.take(rsaToken).found
    loose.add(made(rsaToken))
    expect(loose.take(rsaToken).found).toMatchObject([{ id: genuine?.id, synthetic: false }])
  })

  test('are listed in no time, however long they are: 40 of 190 kB', () => {
    const { loose } = someLooseTokens()
    const part = (text: string) => Buffer.from(text).toString('base64url')
    const members = '"a":[1,2,3],'.repeat(10_000)
    for (let count = 0; count < 40; count += 1) {
      loose.add(made(`${part('{"alg":"none"}')}.${part(`{"n":${count},${members}"b":1}`)}.`))
    }
    const startedMs = performance.now()
    expect(loose.list()).toHaveLength(40)
    expect(performance.now() - startedMs).toBeLessThan(200)
  }, 20_000)

  test('join the list when they are looked at, where they were only found', () => {
    const { loose } = someLooseTokens()
    const { id } = loose.add({ ...made(hmacToken), synthetic: false, listed: 'once-looked-at' })
    expect(loose.list()).toEqual([])
    loose.find(id)
    expect(loose.list()).toMatchObject([{ id }])
  })

  test('are remembered by their jti, unless they were made here, and forgotten with it', () => {
    const { loose, jtis } = someLooseTokens()
    const { id } = loose.add(made(hmacToken))
    expect(jtis.seen('j-1', 'another')).toBeNull()
    loose.drop([id])
    const [taken] = loose.take(hmacToken).found
    expect(jtis.seen('j-1', 'another')).toBe('a token that was seen here at 12:00 UTC had it too')
    loose.drop(taken === undefined ? [] : [taken.id])
    expect(jtis.seen('j-1', 'another')).toBeNull()
  })
})
