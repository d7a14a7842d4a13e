import { describe, expect, test } from 'vitest'
import { readProblem } from '../../../../electron/domain/challenges/read-problem.ts'
import { bodiesTable } from './bodies-table.ts'
import { bytesOf } from './refusals.ts'

const read = (body: unknown, status = 401, headers: Readonly<Record<string, string>> = {}) =>
  readProblem({ status, headers: Object.entries(headers), bodyPrefix: bytesOf(body) })

describe('the body of a refusal', () => {
  test('is known of forty products at least', () => {
    expect(new Set(bodiesTable.map(({ by }) => by)).size).toBeGreaterThanOrEqual(35)
    expect(bodiesTable.length).toBeGreaterThanOrEqual(60)
  })

  test.each(bodiesTable.map((row) => [row.product, row] as const))('is recognised: %s', (_product, row) => {
    const problem = read(row.body, row.status, row.headers)
    expect({ by: problem?.by?.name ?? null, reason: problem?.reason }).toEqual({ by: row.by, reason: row.reason })
    if (row.words !== undefined) expect(problem?.detail ?? problem?.title).toBe(row.words)
    if (row.scopes !== undefined) expect(problem?.requiredScopes).toEqual(row.scopes)
  })

  test.each(bodiesTable.filter(({ status }) => status === 200).map((row) => [row.product, row] as const))(
    'is a refusal with 200: %s',
    (_product, { body }) => expect(read(body, 200)?.refusesByItself).toBe(true),
  )

  test.each([
    { ok: false, error: 'channel_not_found' },
    { ok: true },
    { errors: [{ message: 'Bad', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] },
    { error: { type: 'OAuthException', message: 'Unknown path components' } },
    { error: 'Unauthorized' },
  ])('is none with 200: %j', (body) => expect(read(body, 200)?.refusesByItself ?? false).toBe(false))
})

describe('a body that nobody meant', () => {
  const long = 'x'.repeat(65_536)
  test.each([
    ['deep', '{"a":'.repeat(10_000)],
    ['deep and whole', `${'['.repeat(5000)}${']'.repeat(5000)}`],
    ['long texts', JSON.stringify({ title: long, detail: long, error: long })],
    ['many scopes', JSON.stringify({ required_scopes: Array.from({ length: 5000 }, (_none, index) => `s${index}`) })],
    ['members of the prototype', '{"__proto__":{"title":"x"},"constructor":{"detail":"y"}}'],
    ['open tags', '<html>' + '<'.repeat(65_000)],
    ['inputs without end', '<html>' + '<input '.repeat(9000)],
    ['titles without end', '<html>' + '<title>'.repeat(9000)],
    ['scripts without end', '<html><body>' + '<script>'.repeat(8000)],
    ['ampersands', '<html><body>' + '&'.repeat(60_000)],
    ['words', 'host origin ip token '.repeat(3000)],
    ['ids', `{"detail":"${'id token '.repeat(6000)}"}`],
  ])('is read in its time and in bounds: %s', (_what, body) => {
    const timeOf = () => {
      const startedMs = performance.now()
      const problem = read(body, 403)
      const tookMs = performance.now() - startedMs
      expect(JSON.stringify(problem).length).toBeLessThan(10_000)
      return tookMs
    }
    expect(Math.min(timeOf(), timeOf(), timeOf())).toBeLessThan(50)
  })
})
