import { randomUUID } from 'node:crypto'
import { exchangeId } from '../../electron/contract/ids.ts'
import type { Exchanged, WireStep } from '../../electron/domain/requests/sending.ts'
import { SecretText } from '../../electron/domain/vault/secret-text.ts'

interface Situation extends Partial<Exchanged> {
  readonly sentHeaders?: WireStep['request']['headers']
  readonly path?: string
  readonly sentBody?: string
  readonly answerHeaders?: readonly (readonly [string, string])[]
  readonly answerBody?: string
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const timing = { dnsMs: null, connectMs: null, tlsMs: null, waitMs: null, downloadMs: null, totalMs: 1 }

/** One exchange with an API, whole and with its secrets, as the sender tells main of it; it began after any clearing. */
export function anExchanged(situation: Situation = {}): Exchanged {
  const { sentHeaders = [], path = '/orders', sentBody, answerHeaders = [], answerBody = '', ...rest } = situation
  const request: WireStep['request'] = {
    method: 'GET',
    target: {
      ...{ secure: true, origin: 'https://api.example.test', hostname: 'api.example.test', port: 443 },
      ...{ host: 'api.example.test', path },
    },
    ...{ headers: sentHeaders, body: sentBody === undefined ? null : bytes(sentBody), certificate: null },
  }
  const step: WireStep = {
    ...{ why: 'request', request, bare: request, carries: true, queueMs: 0, withheld: [], sentAtMs: 0 },
    answer: {
      result: {
        ...{ outcome: 'answered', status: 401, statusText: 'Unauthorized', httpVersion: '1.1' },
        headers: answerHeaders.map(([name, value]) => [name, value]),
        ...{ wireBytes: 0, bodyBytes: 0, completeness: 'whole', mediaType: null, charset: null, tls: null },
      },
      ...{ timing, route: 'direct', bodyPrefix: bytes(answerBody) },
    },
  }
  return {
    ...{ exchangeId: exchangeId.parse(randomUUID()), profileId: null, token: null, tokens: null, synthetic: false },
    ...{ beganAtMs: Number.MAX_SAFE_INTEGER, steps: [step], refusal: null },
    ...rest,
  }
}

export const bearer = (token: string): readonly [string, SecretText] => [
  'Authorization',
  new SecretText(`Bearer ${token}`),
]
