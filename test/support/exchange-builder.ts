import { randomUUID } from 'node:crypto'
import { exchange, type Exchange, type ExchangeStep, type StepOutcome } from '../../electron/contract/exchanges.ts'

type Answer = Extract<StepOutcome, { outcome: 'answered' }>

export const anAnswer = (some: Partial<Answer> = {}): Answer => ({
  outcome: 'answered',
  status: 200,
  statusText: 'OK',
  httpVersion: '1.1',
  headers: [
    ['Content-Type', 'application/json'],
    ['Date', 'Sun, 22 Nov 2026 21:51:07 GMT'],
  ],
  wireBytes: 412,
  bodyBytes: 412,
  completeness: 'whole',
  mediaType: 'application/json',
  charset: 'utf-8',
  tls: null,
  ...some,
})

export const aStep = (some: Partial<ExchangeStep> = {}): ExchangeStep => ({
  why: 'request',
  sent: {
    method: 'POST',
    url: 'http://127.0.0.1:9400/api/orders',
    headers: [
      ['Host', '127.0.0.1:9400'],
      ['Authorization', 'Bearer eyJhbGciOi…9f3kQw'],
      ['Content-Type', 'application/json'],
    ],
    bodyBytes: 44,
    bodyPreview: '{\n  "sku": "TICKET-7",\n  "quantity": 2\n}',
    route: 'direct',
    withheld: [],
  },
  result: anAnswer(),
  timing: { queueMs: 1.2, dnsMs: 0.1, connectMs: 5.1, tlsMs: null, waitMs: 21.4, downloadMs: 3.3, totalMs: 31.1 },
  ...some,
})

/** An exchange as the window sees it; parsed, so that a builder can't drift from the contract. */
export const anExchange = (some: Partial<Exchange> = {}): Exchange =>
  exchange.parse({
    id: randomUUID(),
    path: null,
    sentAt: '2026-11-22T21:51:07.000Z',
    sentAs: null,
    synthetic: false,
    steps: [aStep()],
    totalMs: 38,
    refreshed: 'no',
    clockSkewSeconds: null,
    why: null,
    ...some,
  })
