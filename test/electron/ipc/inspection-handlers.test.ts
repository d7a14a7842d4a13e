import { randomBytes, randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { channels } from '../../../electron/contract/channels.ts'
import { exchangeId, looseTokenId, type ProfileId } from '../../../electron/contract/ids.ts'
import { createTokenInspection } from '../../../electron/domain/inspection/token-inspection.ts'
import { createForge } from '../../../electron/domain/synthetic/forge.ts'
import { SecretText } from '../../../electron/domain/vault/secret-text.ts'
import { inspectionHandlers } from '../../../electron/ipc/handlers/inspection-handlers.ts'
import { aDeskOfTokens } from '../../support/desk-of-tokens.ts'
import { anExchanged, bearer } from '../../support/exchanged-builder.ts'
import { aTokenSet, secondsAfterNoon } from '../../support/token-builder.ts'
import { hmacParts, hmacToken, opaqueToken, rsaToken } from '../../support/tokens-to-find.ts'

function theHandlers() {
  const desk = aDeskOfTokens({ tokens: aTokenSet({ accessToken: new SecretText(hmacToken) }) })
  const { loose, exchangeTokens, history, findSubject, profiles, now } = desk
  const nobody = (): never => {
    throw new Error('nobody is asked here')
  }
  const inspection = createTokenInspection({
    ...{ findSubject, profiles, variables: () => new Map(), now, jtiSeen: history.jtiSeen },
    ...{
      discover: nobody,
      fetchJwks: nobody,
      dpopKeys: { find: async () => null },
      shownCertificate: async () => null,
    },
  })
  const { inspectFound, publicKeysOf } = inspection
  const asked: unknown[] = []
  const handlers = inspectionHandlers({
    ...{ loose, exchangeTokens, history, findSubject, inspection, now },
    forge: createForge({ findSubject, loose, inspectFound, publicKeysOf, randomBytes, now }),
    introspectToken: async (id, token) => {
      asked.push([id, token.reveal()])
      return { active: true, sentence: 'It is good.', claims: [], warnings: [] }
    },
    profileName: (id: ProfileId) => profiles.find(id)?.name ?? null,
    ready: async (id) => void asked.push(['ready', id]),
  })
  return { ...desk, handlers, asked }
}

const gone = { code: 'inspection.gone' }

describe('the window asks about tokens', () => {
  test('a paste is one question: what was found, and the first one inspected, without its text', async () => {
    const { handlers } = theHandlers()
    const answer = await handlers['inspection.take']({ text: `${hmacToken}\n${rsaToken}` })
    expect(channels['inspection.take'].response.parse(answer)).toEqual(answer)
    expect(answer).toMatchObject({
      found: [{ format: 'jwt' }, { format: 'jwt' }],
      shown: { format: 'jwt' },
      note: null,
    })
    expect(JSON.stringify(answer)).not.toContain(hmacParts.signature)
    expect(await handlers['inspection.loose']({})).toEqual(answer.found)
    const ids = answer.found.map(({ id }) => id)
    expect(await handlers['inspection.drop']({ ids })).toEqual({})
    expect(await handlers['inspection.loose']({})).toEqual([])
  })

  test('a paste with nothing in it is answered with what to do', async () => {
    const answer = await theHandlers().handlers['inspection.take']({ text: 'hello' })
    expect(answer).toEqual({ found: [], shown: null, note: expect.stringContaining('paste it alone') as unknown })
  })

  test('the tokens of an exchange are told by where they stand', async () => {
    const { handlers, exchangeTokens } = theHandlers()
    const exchanged = anExchanged({ token: new SecretText(opaqueToken), sentHeaders: [bearer(opaqueToken)] })
    exchangeTokens.onExchanged(exchanged)
    expect(await handlers['inspection.inExchange']({ exchangeId: exchanged.exchangeId })).toMatchObject([
      { part: 'sent-header', header: 'authorization', step: 0 },
    ])
    const unknown = { exchangeId: exchangeId.parse(randomUUID()) }
    expect(() => handlers['inspection.inExchange'](unknown)).toThrow(expect.objectContaining(gone))
  })

  test('a token within a token is opened, and one without is said to be', async () => {
    const { handlers, loose } = theHandlers()
    const nested = `${Buffer.from('{"alg":"HS256","cty":"JWT"}').toString('base64url')}.${Buffer.from(hmacToken).toString('base64url')}.${'x'.repeat(43)}`
    const outer = loose.add({
      token: new SecretText(nested),
      place: 'here',
      synthetic: false,
      context: null,
      listed: 'now',
    })
    const inner = await handlers['inspection.openInner']({ subject: { of: 'loose', id: outer.id } })
    expect(inner).toMatchObject({ place: 'inside another token', title: 'alice · id.example.test' })
    const again = { subject: { of: 'loose', id: inner.id } } as const
    await expect(handlers['inspection.openInner'](again)).rejects.toMatchObject({ code: 'inspection.nothing_inside' })
  })

  test('a token is introspected at the server of the profile that a person chose', async () => {
    const { handlers, id, asked, loose } = theHandlers()
    const { found } = loose.take(opaqueToken)
    const [first] = found
    if (first === undefined) throw new Error('nothing was found')
    const answer = await handlers['inspection.introspect']({ subject: { of: 'loose', id: first.id }, profileId: id })
    expect(answer).toMatchObject({ active: true })
    expect(asked).toEqual([
      ['ready', id],
      [id, opaqueToken],
    ])
  })

  test('a refresh token of a profile is shown to no server that the window chose', async () => {
    const { handlers, id, asked, profiles } = theHandlers()
    const other = profiles.all().at(-1)?.id ?? id
    for (const profileId of [id, other]) {
      const subject = { of: 'profile', profileId: id, which: 'refresh' } as const
      await expect(handlers['inspection.introspect']({ subject, profileId })).rejects.toMatchObject({
        code: 'input.invalid',
      })
    }
    expect(asked).toEqual([])
  })

  test('what is only remembered is not asked about', async () => {
    const { handlers, id, asked } = theHandlers()
    const [entry] = await handlers['inspection.past']({ profileId: id })
    const subject = { of: 'past', profileId: id, entry: entry?.entry ?? '' } as const
    await expect(handlers['inspection.introspect']({ subject, profileId: id })).rejects.toMatchObject({
      code: 'inspection.only_remembered',
    })
    expect(asked).toEqual([])
  })

  test('before and after a refresh are compared, each called by whose it is and when', async () => {
    const { handlers, keeper, id } = theHandlers()
    await handlers['inspection.past']({ profileId: id })
    await keeper.accept(
      id,
      aTokenSet({ accessToken: new SecretText(rsaToken), obtainedAt: secondsAfterNoon(300) }),
      null,
    )
    const past = await handlers['inspection.past']({ profileId: id })
    const before = past.find(({ which, isCurrent }) => which === 'access' && !isCurrent)
    const left = { of: 'past', profileId: id, entry: before?.entry ?? '' } as const
    const right = { of: 'profile', profileId: id, which: 'access' } as const
    const answer = await handlers['inspection.compare']({ left, right })
    expect(channels['inspection.compare'].response.parse(answer)).toEqual(answer)
    expect([answer.left.title, answer.right.title]).toEqual([
      "alice's access token of 12:00 UTC",
      "alice's access token, held now",
    ])
    expect(answer.rows.find(({ name }) => name === 'sub')).toMatchObject({ state: 'changed' })
    const lost = { of: 'loose', id: looseTokenId.parse(randomUUID()) } as const
    await expect(handlers['inspection.compare']({ left: lost, right })).rejects.toMatchObject(gone)
  })

  test('a token is drafted, changed and made, and stands among the loose ones as synthetic', async () => {
    const { handlers, loose } = theHandlers()
    const [base] = loose.take(rsaToken).found
    if (base === undefined) throw new Error('nothing was found')
    const subject = { of: 'loose', id: base.id } as const
    expect((await handlers['inspection.recipes']({ subject })).length).toBeGreaterThan(3)
    const draft = await handlers['inspection.draft']({ subject, recipe: null })
    const made = await handlers['inspection.forge']({ base: subject, draft: { ...draft, signing: { how: 'cut-off' } } })
    expect(made).toMatchObject({ token: { synthetic: true }, shown: { synthetic: true } })
    expect(await handlers['inspection.loose']({})).toEqual([made.token, base])
  })
})
