import { describe, expect, test } from 'vitest'
import { robotClientSecret } from '../../../../electron/playground/demo-credentials.ts'
import { aRobot, desksAtPlayground } from '../../../support/playground-desk.ts'

const { deskFor } = desksAtPlayground()

describe('client credentials', () => {
  test('sign in without a browser, and are renewed by asking again', async () => {
    const machine = aRobot()
    const { desk, keeper, vault, steps, browsed } = deskFor([machine])
    vault.disk.set(`client-secret/${machine.id}`, robotClientSecret)
    expect(await desk.start(machine.id, [])).toMatchObject({
      state: 'active',
      refreshable: true,
      scopes: ['orders:read'],
    })
    expect(steps).toEqual(['requesting-token', 'saving', 'done'])
    expect(browsed).toEqual([])
    const before = await keeper.peek(machine.id)
    expect(await keeper.refreshNow(machine.id)).toMatchObject({ refreshCount: 1 })
    expect((await keeper.peek(machine.id))?.accessToken.reveal()).not.toBe(before?.accessToken.reveal())
  })

  test('with a wrong secret name the client, and keep the secret out of all that is told', async () => {
    const machine = aRobot()
    const { desk, vault } = deskFor([machine])
    vault.disk.set(`client-secret/${machine.id}`, 'wrong-secret-canary')
    const failure = await desk.start(machine.id, []).catch((thrown: unknown) => thrown)
    expect(failure).toMatchObject({ code: 'sign_in.client_refused', details: { error: 'invalid_client' } })
    expect(JSON.stringify([failure, desk.trace(machine.id)])).not.toContain('canary')
  })

  test('without a secret ask for it', async () => {
    const machine = aRobot()
    const { desk } = deskFor([machine])
    await expect(desk.start(machine.id, [])).rejects.toMatchObject({
      code: 'profile.incomplete',
      details: { field: 'clientSecret' },
    })
  })
})
