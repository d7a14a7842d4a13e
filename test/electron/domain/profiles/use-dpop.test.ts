import { describe, expect, test } from 'vitest'
import { isDpopType } from '../../../../electron/domain/dpop/dpop-proofs.ts'
import { aBook, aDraft, newProfileId } from '../../../support/book-builder.ts'
import { aPerson, browsing, desksAtPlayground } from '../../../support/playground-desk.ts'
import { withDpop } from '../../../../electron/domain/profiles/with-dpop.ts'
import { anOAuthWay, inBrowser } from '../../../support/token-builder.ts'
import { aSignedJwtWay } from '../../../support/way-builder.ts'

const { deskFor } = desksAtPlayground()

describe('a profile that is to use DPoP', () => {
  test('asks for bound tokens from now on, and keeps what it has until it gets them', async () => {
    const { book, store, keeper, signIn, cancelled, changed } = aBook()
    const id = await signIn(aDraft())
    changed.length = 0
    await book.useDpop(id)
    expect(store.find(id)?.way).toEqual(anOAuthWay({ dpop: true }))
    expect((await keeper.peek(id))?.accessToken.reveal()).toBe('access-1')
    expect(cancelled).toEqual([id])
    expect(changed).toEqual([id])
  })

  test('keeps everything else, its secrets too', async () => {
    const { book, store, secrets } = aBook()
    const { id } = await book.save(
      aDraft({
        ...{ group: 'shop', keepFresh: true, way: anOAuthWay({ clientAuthentication: 'client_secret_basic' }) },
        secrets: { clientSecret: { change: 'replace', value: 'kept' } },
      }),
    )
    const before = store.find(id)
    await book.useDpop(id)
    expect(store.find(id)).toEqual({ ...before, way: { ...before?.way, dpop: true } })
    expect((await secrets.read(id, 'clientSecret'))?.reveal()).toBe('kept')
  })

  test('and does already is left alone', async () => {
    const { book, cancelled, changed } = aBook()
    const { id } = await book.save(aDraft({ way: anOAuthWay({ dpop: true }) }))
    changed.length = 0
    await book.useDpop(id)
    expect([cancelled, changed]).toEqual([[], []])
  })

  test.each([
    ['of another kind', aSignedJwtWay(), /OAuth/],
    ['that sends nothing', { kind: 'none' } as const, /OAuth/],
    ['whose tokens come through the browser', anOAuthWay({ grant: { type: 'implicit', ...inBrowser } }), /implicit/],
  ])('is refused in words where it is one %s', async (_what, way, message) => {
    const { book, store, secrets, cancelled } = aBook()
    const id = newProfileId()
    await store.put({ ...aDraft(), id, isPlayground: false, way })
    await expect(book.useDpop(id)).rejects.toMatchObject({
      code: 'input.invalid',
      details: { problems: [{ path: 'way.dpop', message: expect.stringMatching(message) }] },
    })
    expect(store.find(id)?.way).toEqual(way)
    expect([cancelled, await secrets.read(id, 'signingKey')]).toEqual([[], null])
  })

  test('that is gone says so', async () => {
    await expect(aBook().book.useDpop(newProfileId())).rejects.toMatchObject({ code: 'profile.not_found' })
  })

  test('gets tokens that are bound to its key at its next sign-in', async () => {
    const alice = aPerson('alice')
    const { desk, keeper, store } = deskFor([alice], browsing('alice'))
    await desk.start(alice.id, [])
    expect(isDpopType((await keeper.peek(alice.id))?.tokenType ?? '')).toBe(false)
    await store.put(withDpop(alice))
    await desk.start(alice.id, [])
    expect(isDpopType((await keeper.peek(alice.id))?.tokenType ?? '')).toBe(true)
    expect(await keeper.refreshNow(alice.id)).toMatchObject({ state: 'active', refreshCount: 1 })
  })
})
