import path from 'node:path'
import {
  badRefreshAnswers,
  goodRefreshAnswers,
  refreshedTokens,
  type ScriptedAnswer,
} from '../../support/refresh-answers.ts'
import type { FaultKind, FaultSituation } from '../fault-kind.ts'
import type { Tally } from '../tally.ts'
import { refreshAnsweredWith } from './answered-holder.ts'
import { aBrokenEndpoint, brokenConnections } from './broken-connections.ts'

type Fate = 'renewed' | 'ended' | 'kept'
const atOnce = 8

/** What must come of an answer: only a refusal of the grant ends a sign-in. */
const fateOf = ({ expected }: ScriptedAnswer): Fate =>
  expected.kind === undefined ? 'renewed' : expected.kind === 'refused' ? 'ended' : 'kept'

/** Looks at the session and at the disk, after the answer and after a good one that follows it. */
function judge(fate: Fate, outcomes: Awaited<ReturnType<typeof refreshAnsweredWith>>, lost: (what: string) => void) {
  const { first, second } = outcomes
  const held = first.onDisk?.tokens
  const refreshToken = held?.refreshToken?.reveal() ?? null
  if (held === undefined) return lost('the tokens were deleted')
  if (first.session.state !== (fate === 'ended' ? 'sign-in-again' : 'active')) {
    lost(`the session is ${first.session.state}`)
  }
  if (fate === 'kept') {
    if (refreshToken !== 'refresh-1' || held.accessToken.reveal() !== 'access-1') lost('the old tokens are not kept')
    if (first.session.state === 'active' && first.session.trouble === null) lost('nobody is told of it')
    if (first.onDisk?.ended !== null) lost('the sign-in is marked as over')
    if (second.shown[0] !== 'refresh-1') lost(`the next try showed ${second.shown[0] ?? 'nothing'}`)
  }
  if (fate === 'renewed' && !['refresh-1', 'refresh-2'].includes(refreshToken ?? '')) lost('no refresh token is kept')
  if (fate === 'ended') {
    if (first.onDisk?.ended?.reason !== 'refused') lost('it is not told that the server refused')
    if (held.accessToken.reveal() !== 'access-1') lost('the last access token can’t be looked at')
    if (second.shown.length > 0) lost('a refused refresh token was shown again')
    return
  }
  const after = second.onDisk?.tokens.refreshToken?.reveal()
  if (second.session.state !== 'active' || after !== 'refresh-3')
    lost('a good answer after it did not renew the tokens')
}

/** Every status with every body: whatever it is, only a refusal of the grant may end the sign-in. */
function everyStatusAndBody(): readonly ScriptedAnswer[] {
  const statuses = [400, 402, 404, 406, 409, 410, 415, 418, 422, 425, 428, 429, 431, 451, 500, 501, 503, 507, 511, 599]
  const bodies: Readonly<Record<string, string | object>> = {
    nothing: '',
    'a page': '<html>invalid_grant</html>',
    null: 'null',
    'a number': '42',
    'an error of its own': { error: 'account_locked' },
    invalid_client: { error: 'invalid_client' },
    'two errors': '{"error":"server_error","error_description":"invalid_grant"}',
    'a problem document': { type: 'about:blank', title: 'invalid_grant', status: 400 },
    tokens: refreshedTokens,
  }
  return statuses.flatMap((status) =>
    Object.entries(bodies).map(([name, body]) => ({
      what: `${status} with ${name}`,
      answer: { status, body },
      expected: { kind: 'unavailable' as const },
      says: '',
    })),
  )
}

async function tryAnswers(answers: readonly ScriptedAnswer[], folder: string, label: string, tally: Tally) {
  const left = answers.map((each, index) => ({ ...each, place: path.join(folder, `${label} ${index}`) }))
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        const { what, answer, place } = next
        tally.fault(label)
        const outcomes = await refreshAnsweredWith(place, { answer })
        judge(fateOf(next), outcomes, (lost) => tally.lost(lost, `a refresh that is answered with ${what}`))
      }
    }),
  )
}

async function tryConnections(folder: string, tally: Tally): Promise<void> {
  await Promise.all(
    Object.entries(brokenConnections).map(async ([what, breakIt], index) => {
      const endpoint = await aBrokenEndpoint(breakIt)
      try {
        tally.fault('broken connections')
        const place = path.join(folder, `connection ${index}`)
        const outcomes = await refreshAnsweredWith(place, { answer: 'hang', tokenEndpoint: endpoint.url })
        judge('kept', outcomes, (lost) => tally.lost(lost, `a refresh that ends in ${what}`))
      } finally {
        await endpoint.close()
      }
    }),
  )
}

export const refreshAnswers: FaultKind = {
  name: 'answers',
  title: 'Refreshes are answered in every wrong way',
  async run({ isShort, folder }: FaultSituation, tally) {
    await tryAnswers(badRefreshAnswers, folder, 'bad answers', tally)
    await tryAnswers(goodRefreshAnswers, folder, 'odd answers', tally)
    await tryConnections(folder, tally)
    if (!isShort) await tryAnswers(everyStatusAndBody(), folder, 'statuses × bodies', tally)
  },
}
