import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { exchangeId, looseTokenId, type ProfileId } from '../../../electron/contract/ids.ts'
import type { TokenSubject } from '../../../electron/contract/jwt.ts'
import { tokensChannels } from '../../../electron/contract/tokens.ts'
import type { FindSubject, FoundToken } from '../../../electron/domain/inspection/found-token.ts'
import { createHeldTokens } from '../../../electron/domain/tokens/held-tokens.ts'
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'
import { tokenHandlers } from '../../../electron/ipc/handlers/token-handlers.ts'
import { aKeeper, refreshed } from '../../support/keeper-builder.ts'
import { aProfile, aTokenSet } from '../../support/token-builder.ts'

const accessOf = (profileId: ProfileId) => ({ of: 'profile', profileId, which: 'access' }) as const
const looseId = looseTokenId.parse(randomUUID())
const loose = { of: 'loose', id: looseId } as const

function aFoundToken(text: string, some: Partial<FoundToken> = {}): FoundToken {
  return {
    content: { is: 'held', token: new SecretText(text) },
    which: some.which ?? 'unknown',
    tokens: some.tokens ?? null,
    issuedBy: some.issuedBy ?? null,
    profileId: some.profileId ?? null,
    sentTo: null,
    synthetic: some.synthetic ?? false,
    seenAt: new Date(0),
  }
}

function handling(situation: Parameters<typeof aKeeper>[0] = {}) {
  const keeping = aKeeper(situation)
  const { keeper, profiles, clock, id } = keeping
  const copied: string[] = []
  const secret = async (of: ProfileId) => (of === id ? new SecretText('a-key-that-was-entered') : null)
  const heldToken = createHeldTokens({ findProfile: profiles.find, keeper, secret, now: clock.now })
  /** Of tokens that no profile holds: what was pasted, sent or is remembered. */
  const elsewhere = new Map<TokenSubject['of'], FoundToken | null>()
  const findSubject: FindSubject = async (subject) => {
    if (subject.of !== 'profile') return elsewhere.get(subject.of) ?? null
    const held = await heldToken(subject.profileId, subject.which)
    return held === null ? null : aFoundToken(held.token.reveal(), { ...subject, ...held })
  }
  const asked: unknown[] = []
  const handlers = tokenHandlers({
    ...{ keeper, findSubject },
    inspect: async (subject) => {
      asked.push(subject)
      return null
    },
    verify: async (subject, checkWith) => {
      asked.push({ subject, checkWith })
      return { signature: { verdict: 'not-checked', reason: '', issuer: null }, bindings: [] }
    },
    copySecret: (text) => void copied.push(text.reveal()),
    clearClipboardAfterSeconds: () => 60,
    ready: async () => undefined,
  })
  const timeline = async () =>
    tokensChannels['tokens.timeline'].response.parse(await handlers['tokens.timeline']({ profileId: id }))
  return { ...keeping, handlers, copied, timeline, elsewhere, asked }
}

describe('the timeline of a profile', () => {
  test('is what the contract says, the newest first, and known while the vault is locked', async () => {
    const { handlers, id, vault, timeline, copied } = handling({ answers: [refreshed()] })
    await handlers['tokens.refresh']({ profileId: id })
    await handlers['tokens.copy']({ subject: accessOf(id) })
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
    await expect(handlers['tokens.copy']({ subject: accessOf(id) })).rejects.toMatchObject({
      code: 'session.signed_out',
    })
    expect(await timeline()).toEqual([])
  })

  test('says that a token which a person entered was copied', async () => {
    const way = { kind: 'static_token', carriage: { in: 'header', name: 'X-Key', prefix: '' } } as const
    const { handlers, id, timeline, copied } = handling({ profile: aProfile({ way }), tokens: null })
    await handlers['tokens.copy']({ subject: accessOf(id) })
    expect(copied).toEqual(['a-key-that-was-entered'])
    expect(await timeline()).toMatchObject([{ authority: '', what: { kind: 'copied' } }])
  })
})

describe('a token that is no profile’s own', () => {
  test('is copied, and no timeline tells of it', async () => {
    const { handlers, id, elsewhere, copied, timeline } = handling()
    elsewhere.set('loose', aFoundToken('pasted'))
    expect(await handlers['tokens.copy']({ subject: loose })).toEqual({ clearsAfterSeconds: 60 })
    elsewhere.set(
      'loose',
      aFoundToken('forged', { synthetic: true, profileId: id, which: 'access', tokens: aTokenSet() }),
    )
    await handlers['tokens.copy']({ subject: loose })
    const sent = { of: 'sent', exchangeId: exchangeId.parse(randomUUID()) } as const
    elsewhere.set('sent', aFoundToken('typed', { profileId: id }))
    await handlers['tokens.copy']({ subject: sent })
    expect(await timeline()).toEqual([])
    elsewhere.set('sent', aFoundToken('own', { profileId: id, which: 'access', tokens: aTokenSet() }))
    await handlers['tokens.copy']({ subject: sent })
    expect(copied).toEqual(['pasted', 'forged', 'typed', 'own'])
    expect((await timeline()).map(({ what }) => what)).toEqual([{ kind: 'copied', which: 'access' }])
  })

  test('of which only its words are remembered can’t be copied, and neither can one that is gone', async () => {
    const { handlers, id, elsewhere, copied } = handling()
    const content: FoundToken['content'] = {
      ...({ is: 'remembered', format: 'jwt' } as const),
      ...{ kindName: 'JWT', reference: 'eyJ…', length: 9 },
      ...{ fingerprint: 'x', header: '{}', claims: '{}' },
    }
    elsewhere.set('past', { ...aFoundToken(''), content })
    const past = { of: 'past', profileId: id, entry: 'x' } as const
    await expect(handlers['tokens.copy']({ subject: past })).rejects.toMatchObject({
      code: 'inspection.only_remembered',
    })
    await expect(handlers['tokens.copy']({ subject: loose })).rejects.toMatchObject({ code: 'inspection.gone' })
    expect(copied).toEqual([])
  })

  test('is looked at and checked by its subject', async () => {
    const { handlers, asked } = handling()
    const checkWith = { key: 'known-issuer' } as const
    await handlers['tokens.inspect']({ subject: loose })
    await handlers['tokens.verify']({ subject: loose, with: checkWith })
    expect(asked).toEqual([loose, { subject: loose, checkWith }])
  })
})
