import { describe, expect, test } from 'vitest'
import { planFirstSteps, requestsToShow } from '../../../../renderer/features/welcome/first-steps.ts'
import { afterExchange, readWork, type RememberedWork } from '../../../../renderer/features/welcome/remembered-work.ts'
import { aTree, at } from '../../../support/collection-builder.ts'
import { anExchange } from '../../../support/exchange-builder.ts'
import { anActiveSession } from '../../../support/fake-facts.ts'
import { aProfileSummary } from '../../../support/profile-builder.ts'

const nothing: RememberedWork = { hasListed: false, wasRefused: false, recentPaths: [] }
const alice = aProfileSummary({ name: 'alice', isPlayground: true })
const signedIn = { ...alice, session: anActiveSession(new Date(), 300, 200) }

/** An exchange of the orders API, ended by `status`. */
function ordersExchange(
  method: string,
  status: number,
  some: { url?: string; explained?: boolean; path?: string } = {},
) {
  const whole = anExchange({ path: at(some.path ?? 'orders/list.yml') })
  const steps = whole.steps.map((step) => ({
    ...step,
    sent: { ...step.sent, method, url: some.url ?? 'http://127.0.0.1:1/orders?page=1' },
    result: step.result.outcome === 'answered' ? { ...step.result, status } : step.result,
  }))
  const why = some.explained === true ? diagnosis : null
  return { ...whole, steps, why }
}
const diagnosis = {
  cause: 'missing-scope' as const,
  headline: 'x',
  evidence: [],
  reference: null,
  confidence: 'certain' as const,
  challenges: [],
  remedies: [],
}

describe('the first steps', () => {
  test('begin with the sign-in', () => {
    expect(planFirstSteps(aTree(), [alice], nothing)).toMatchObject({
      alice: { id: alice.id },
      listOrders: 'orders/list.yml',
      createOrder: 'orders/create.yml',
      states: ['next', 'later', 'later'],
    })
  })
  test('go on with what was really done', () => {
    expect(planFirstSteps(aTree(), [signedIn], nothing)?.states).toEqual(['done', 'next', 'later'])
    expect(planFirstSteps(aTree(), [signedIn], { ...nothing, hasListed: true })?.states).toEqual([
      'done',
      'done',
      'next',
    ])
    expect(planFirstSteps(aTree(), [alice], { ...nothing, hasListed: true })?.states).toEqual(['next', 'done', 'later'])
  })
  test('end when all are done, and are not shown over another workspace', () => {
    expect(planFirstSteps(aTree(), [alice], { ...nothing, hasListed: true, wasRefused: true })).toBeNull()
    expect(planFirstSteps(aTree({ isPlayground: false }), [alice], nothing)).toBeNull()
    expect(planFirstSteps(aTree(), [], nothing)).toBeNull()
    expect(planFirstSteps(aTree({ items: [] }), [alice], nothing)).toBeNull()
  })
})

describe('what is remembered of an exchange', () => {
  test('is that orders were listed', () => {
    expect(afterExchange(nothing, ordersExchange('GET', 200)).hasListed).toBe(true)
    expect(afterExchange(nothing, ordersExchange('GET', 401)).hasListed).toBe(false)
    expect(afterExchange(nothing, ordersExchange('GET', 200, { url: 'http://127.0.0.1:1/health' })).hasListed).toBe(
      false,
    )
  })
  test('is that creating one was refused and explained', () => {
    expect(afterExchange(nothing, ordersExchange('POST', 403, { explained: true })).wasRefused).toBe(true)
    expect(afterExchange(nothing, ordersExchange('POST', 403)).wasRefused).toBe(false)
    expect(afterExchange(nothing, ordersExchange('POST', 201, { explained: true })).wasRefused).toBe(false)
  })
  test('is the path, newest first, once, and only the last six', () => {
    const paths = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'c'].map((name) => `${name}.yml`)
    const work = paths.reduce((before, path) => afterExchange(before, ordersExchange('GET', 404, { path })), nothing)
    expect(work.recentPaths).toEqual(['c.yml', 'g.yml', 'f.yml', 'e.yml', 'd.yml', 'b.yml'])
  })
})

test.each(['no json', '[1]', '"x"', '{"recentPaths":[1,"a.yml"],"hasListed":"yes"}'])(
  '%s in the storage does no harm',
  (text) => {
    const work = readWork({ getItem: () => text })
    expect(work.hasListed).toBe(false)
    expect(work.recentPaths.every((path) => path === 'a.yml')).toBe(true)
  },
)

test('requests that were sent last and still exist come first; without any, the first of the workspace', () => {
  const tree = aTree()
  expect(requestsToShow(tree, { ...nothing, recentPaths: ['gone.yml', 'health.yml'] })).toMatchObject({
    areRecent: true,
    requests: [{ path: 'health.yml' }],
  })
  expect(requestsToShow(tree, nothing)).toMatchObject({
    areRecent: false,
    requests: [{ path: 'orders/list.yml' }, {}, {}, {}, {}],
  })
})
