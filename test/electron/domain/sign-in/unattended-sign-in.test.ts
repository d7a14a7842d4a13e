import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { aBendableIssuer, type BendableIssuer } from '../../../support/bendable-issuer.ts'
import { aDesk } from '../../../support/desk-builder.ts'
import { anOAuthWay, aProfile, aProfileId } from '../../../support/token-builder.ts'

let server: BendableIssuer
beforeAll(async () => {
  server = await aBendableIssuer()
})
afterAll(() => server.close())
beforeEach(() => {
  server.reset()
  server.answer('/token', { body: { access_token: 'the-token', token_type: 'Bearer' } })
})

const aMachine = () =>
  aProfile({ way: anOAuthWay({ issuer: server.issuer, scopes: ['x'], grant: { type: 'client_credentials' } }) })
const tokenCalls = (): number => server.calls.filter(({ path }) => path === '/token').length

describe('a first token that nobody is needed for', () => {
  test('is got once, however many requests are waiting', async () => {
    const machine = aMachine()
    const { unattended, keeper } = aDesk({ profiles: [machine] })
    await Promise.all(Array.from({ length: 100 }, () => unattended.obtain(machine.id)))
    expect(tokenCalls()).toBe(1)
    expect((await keeper.usableTokens(machine.id)).tokens.accessToken.reveal()).toBe('the-token')
  })

  test('is the one of a sign-in that a person has started', async () => {
    const machine = aMachine()
    const { unattended, desk } = aDesk({ profiles: [machine] })
    await Promise.all([desk.start(machine.id, []), unattended.obtain(machine.id)])
    expect(tokenCalls()).toBe(1)
  })

  test('is asked for once, though two hundred wait for it and it is refused', async () => {
    const machine = aMachine()
    const { unattended } = aDesk({ profiles: [machine] })
    server.answer('/token', { status: 401, body: { error: 'invalid_client' } })
    await Promise.allSettled(Array.from({ length: 200 }, () => unattended.obtain(machine.id)))
    expect(tokenCalls()).toBe(1)
  })

  test('that was refused is asked for anew, and each who waited is told', async () => {
    const machine = aMachine()
    const { unattended } = aDesk({ profiles: [machine] })
    server.answer('/token', { status: 401, body: { error: 'invalid_client' } })
    const ends = await Promise.allSettled([unattended.obtain(machine.id), unattended.obtain(machine.id)])
    const refusal = { reason: { code: 'sign_in.client_refused' } }
    expect(ends).toMatchObject([refusal, refusal])
    server.answer('/token', { body: { access_token: 'the-token', token_type: 'Bearer' } })
    await unattended.obtain(machine.id)
    expect(tokenCalls()).toBe(2)
  })

  test('is called off for all by a person’s cancel', async () => {
    const machine = aMachine()
    const { unattended, desk } = aDesk({ profiles: [machine] })
    server.answer('/token', () => 'hang')
    const waiting = unattended.obtain(machine.id).catch((thrown: unknown) => thrown)
    await expect.poll(tokenCalls).toBe(1)
    desk.cancel(machine.id)
    expect(await waiting).toMatchObject({ code: 'sign_in.cancelled' })
  })

  test('is not got for a person, or for a profile that is gone', async () => {
    const alice = aProfile()
    const { unattended, browsed } = aDesk({ profiles: [alice] })
    await expect(unattended.obtain(alice.id)).rejects.toMatchObject({ code: 'session.signed_out' })
    await expect(unattended.obtain(aProfileId())).rejects.toMatchObject({ code: 'profile.not_found' })
    expect(browsed).toEqual([])
  })
})
