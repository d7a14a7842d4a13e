import { randomUUID } from 'node:crypto'
import type { RequestOf, ResponseOf } from '../../electron/contract/channels.ts'
import type { Failure } from '../../electron/contract/failures.ts'
import { looseTokenId, type LooseTokenId, type ProfileId } from '../../electron/contract/ids.ts'
import type { LooseToken } from '../../electron/contract/inspection.ts'
import type { InspectedToken, TokenSubject } from '../../electron/contract/jwt.ts'
import type { ChannelName } from '../../electron/contract/names.ts'
import { aClaim, aPastToken, theToken } from './inspected-token-builder.ts'

type Answering<Names extends ChannelName> = { [C in Names]: (request: RequestOf<C>) => ResponseOf<C> }
type InspectionChannel = Extract<ChannelName, `inspection.${string}`> | 'tokens.inspect' | 'tokens.verify'

interface FakeInspectionParts {
  readonly now: Date
  readonly hasTokens: (id: ProfileId) => boolean
  readonly fail: (failure: Failure) => never
}

const record = (text: string): Readonly<Record<string, unknown>> => {
  const parsed: unknown = JSON.parse(text)
  return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {}
}
const partOf = (text: string) => Buffer.from(text, 'base64url').toString()
const jwts = /eyJ[\w-]*\.[\w-]*\.[\w-]*/g

/** What main does with tokens that a person brings, as far as a window can tell: they are found, held, shown, compared and broken. */
export function createFakeInspection({ now, hasTokens, fail }: FakeInspectionParts): Answering<InspectionChannel> {
  const held = new Map<LooseTokenId, { readonly token: LooseToken; readonly shown: InspectedToken }>()

  function read(jwt: string, some: Partial<InspectedToken>): InspectedToken {
    const [header = '', claims = ''] = jwt.split('.')
    return theToken(now, {
      which: 'unknown',
      tokenType: null,
      reference: `${jwt.slice(0, 10)}…${jwt.slice(-6)}`,
      length: jwt.length,
      header: Object.entries(record(partOf(header))).map(([name, value]) => ({
        name,
        json: JSON.stringify(value),
        meaning: `what ${name} means`,
        reference: null,
      })),
      claims: Object.entries(record(partOf(claims))).map(([name, value]) => aClaim(name, value)),
      ...some,
    })
  }

  function hold(jwt: string, place: string, some: Partial<InspectedToken> = {}) {
    const id = looseTokenId.parse(randomUUID())
    const shown = read(jwt, some)
    const sub = shown.claims.find(({ name }) => name === 'sub')
    const { format, kindName, reference, expiresAt, synthetic } = shown
    const title = sub === undefined ? '' : String(JSON.parse(sub.json))
    const token = { id, place, title, format, kindName, reference, expiresAt, synthetic, takenAt: now.toISOString() }
    held.set(id, { token, shown })
    return { token, shown }
  }

  function find(subject: TokenSubject): InspectedToken | null {
    switch (subject.of) {
      case 'profile':
        return hasTokens(subject.profileId) && subject.which === 'access' ? theToken(now) : null
      case 'loose':
        return held.get(subject.id)?.shown ?? fail({ code: 'inspection.gone', details: {} })
      case 'sent':
        return theToken(now)
      case 'past':
        return theToken(now, { past: true })
    }
  }
  const mustFind = (subject: TokenSubject) => find(subject) ?? fail({ code: 'inspection.gone', details: {} })

  return {
    'tokens.inspect': ({ subject }) => find(subject),
    'tokens.verify': ({ subject, with: how }) => ({
      signature:
        subject.of === 'loose' && how.key === 'known-issuer'
          ? { verdict: 'not-checked', reason: 'No profile names its issuer.', issuer: 'https://login.example.test' }
          : {
              verdict: 'valid',
              alg: 'RS256',
              keyId: 'k-2026-11',
              keyThumbprint: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
              key:
                how.key === 'pasted'
                  ? { from: 'pasted', form: 'jwk' }
                  : { from: 'issuer', jwksUri: 'http://127.0.0.1:9400/jwks' },
            },
      bindings: [],
    }),
    'inspection.take': ({ text }) => {
      const found = [...text.matchAll(jwts)].map(([jwt]) => hold(jwt, 'the text itself'))
      return {
        found: found.map(({ token }) => token),
        shown: found[0]?.shown ?? null,
        note: found.length === 0 ? 'There is no token in that text.' : null,
      }
    },
    'inspection.loose': () => [...held.values()].map(({ token }) => token).toReversed(),
    'inspection.drop': ({ ids }) => {
      for (const id of ids) held.delete(id)
      return {}
    },
    'inspection.inExchange': () => [],
    'inspection.openInner': () => fail({ code: 'inspection.nothing_inside', details: {} }),
    'inspection.introspect': () => ({ sentence: 'The token is active.', claims: [], warnings: [], active: true }),
    'inspection.compare': ({ left, right }) => {
      const sides = [mustFind(left), mustFind(right)] as const
      const names = new Set(sides.flatMap(({ claims }) => claims.map(({ name }) => name)))
      const rows = [...names].map((name) => {
        const [one, other] = sides.map(({ claims }) => claims.find((each) => each.name === name))
        const [leftJson, rightJson] = [one?.json, other?.json]
        const only = rightJson === undefined ? ('only-left' as const) : ('only-right' as const)
        const both = leftJson === rightJson ? ('same' as const) : ('changed' as const)
        return {
          part: 'claims' as const,
          name,
          state: leftJson === undefined || rightJson === undefined ? only : both,
          left: one === undefined ? null : { json: one.json, instant: one.instant },
          right: other === undefined ? null : { json: other.json, instant: other.instant },
          chips: [],
          words: '',
        }
      })
      const differing = rows.filter(({ state }) => state !== 'same')
      return {
        left: { title: 'the left one', token: sides[0] },
        right: { title: 'the right one', token: sides[1] },
        sentence: differing.length === 0 ? 'They say the same.' : `${differing.length} claims differ.`,
        rows: [...differing, ...rows.filter(({ state }) => state === 'same')],
      }
    },
    'inspection.past': ({ profileId }) =>
      hasTokens(profileId)
        ? [aPastToken({ entry: 'now', isCurrent: true, reference: theToken(now).reference }), aPastToken()]
        : [],
    'inspection.recipes': () => [
      {
        id: 'alg-none',
        title: 'Without a signature',
        finds: 'It takes a token that nobody signed.',
        reference: 'RFC 8725 §3.1',
        whyNot: null,
      },
      {
        id: 'expired',
        title: 'Expired',
        finds: 'It does not look at exp.',
        reference: 'RFC 7519 §4.1.4',
        whyNot: 'Its signing key is not known here.',
      },
    ],
    'inspection.draft': ({ subject, recipe }) => {
      const { claims, header } = mustFind(subject)
      const text = (members: readonly { readonly name: string; readonly json: string }[]) =>
        `{\n${members.map(({ name, json }) => `  ${JSON.stringify(name)}: ${json}`).join(',\n')}\n}`
      return recipe === 'alg-none'
        ? { header: '{\n  "alg": "none"\n}', claims: text(claims), signing: { how: 'cut-off' } }
        : { header: text(header), claims: text(claims), signing: { how: 'as-it-was' } }
    },
    'inspection.forge': ({ draft }) => {
      for (const part of ['header', 'claims'] as const) {
        try {
          record(draft[part])
        } catch (problem) {
          if (!(problem instanceof SyntaxError)) throw problem
          fail({ code: 'inspection.draft_invalid', details: { part, reason: problem.message } })
        }
      }
      const jwt = [draft.header, draft.claims].map((each) => Buffer.from(each).toString('base64url')).join('.')
      return hold(`${jwt}.`, `made here: ${draft.signing.how}`, { synthetic: true })
    },
  }
}
