import { describe, expect, test } from 'vitest'
import type { ProfileId } from '../../../electron/contract/ids.ts'
import { tokensChannels } from '../../../electron/contract/tokens.ts'
import { createHeldTokens } from '../../../electron/domain/tokens/held-tokens.ts'
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'
import { tokenHandlers } from '../../../electron/ipc/handlers/token-handlers.ts'
import { aKeeper, refreshed } from '../../support/keeper-builder.ts'
import { aProfile } from '../../support/token-builder.ts'

function handling(situation: Parameters<typeof aKeeper>[0] = {}) {
  const keeping = aKeeper(situation)
  const { keeper, profiles, clock, id } = keeping
  const copied: string[] = []
  const secret = async (of: ProfileId) => (of === id ? new SecretText('a-key-that-was-entered') : null)
  const handlers = tokenHandlers({
    ...{ keeper, heldToken: createHeldTokens({ findProfile: profiles.find, keeper, secret, now: clock.now }) },
    inspect: () => Promise.reject(new Error('not asked for here')),
    verify: () => Promise.reject(new Error('not asked for here')),
    copySecret: (text) => void copied.push(text.reveal()),
    clearClipboardAfterSeconds: () => 60,
    ready: async () => undefined,
  })
  const timeline = async () =>
    tokensChannels['tokens.timeline'].response.parse(await handlers['tokens.timeline']({ profileId: id }))
  return { ...keeping, handlers, copied, timeline }
}

describe('the timeline of a profile', () => {
  test('is what the contract says, the newest first, and known while the vault is locked', async () => {
    const { handlers, id, vault, timeline, copied } = handling({ answers: [refreshed()] })
    await handlers['tokens.refresh']({ profileId: id })
    await handlers['tokens.copy']({ profileId: id, which: 'access' })
    await handlers['tokens.forget']({ profileId: id })
    vault.locked = true
    expect((await timeline()).map(({ what }) => what)).toMatchObject([
      { kind: 'forgotten' },
      { kind: 'copied', which: 'access' },
      { kind: 'refreshed', cause: 'by-hand' },
    ])
    expect(copied).toEqual(['access-2'])
  })

  test('says nothing of a token that could not be copied', async () => {
    const { handlers, id, timeline } = handling({ tokens: null })
    await expect(handlers['tokens.copy']({ profileId: id, which: 'access' })).rejects.toMatchObject({
      code: 'session.signed_out',
    })
    expect(await timeline()).toEqual([])
  })

  test('says that a token which a person entered was copied', async () => {
    const way = { kind: 'static_token', carriage: { in: 'header', name: 'X-Key', prefix: '' } } as const
    const { handlers, id, timeline, copied } = handling({ profile: aProfile({ way }), tokens: null })
    await handlers['tokens.copy']({ profileId: id, which: 'access' })
    expect(copied).toEqual(['a-key-that-was-entered'])
    expect(await timeline()).toMatchObject([{ authority: '', what: { kind: 'copied' } }])
  })
})
