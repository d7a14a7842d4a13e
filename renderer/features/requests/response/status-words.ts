import type { ExchangeStep, NoAnswerReason } from '@contract/exchanges'
import type { Tone } from '../../../ui/tone.ts'
import type { Answer } from './answer.ts'

// HTTP/2 has no reason phrase (RFC 9113 §8.3.2); these are the ones of RFC 9110 §15 that people look for.
const phrases: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  206: 'Partial Content',
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  304: 'Not Modified',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  407: 'Proxy Authentication Required',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
}

export const statusWords = ({ status, statusText }: Pick<Answer, 'status' | 'statusText'>): string =>
  `${status} ${statusText === '' ? (phrases[status] ?? '') : statusText}`.trim()

export function statusTone(status: number): Tone {
  if (status >= 400) return 'bad'
  if (status >= 300) return 'warn'
  return status >= 200 ? 'ok' : 'info'
}

/** Why there was no answer, and what to look at; `null` where nothing needs doing. */
export const noAnswerWords: Readonly<Record<NoAnswerReason, { readonly title: string; readonly advice: string }>> = {
  dns: {
    title: 'The host was not found',
    advice: 'Its name could not be resolved. Check the spelling, the network and the VPN.',
  },
  refused: {
    title: 'The connection was refused',
    advice: 'The host is there, but nothing listens on that port. Is the API running?',
  },
  unreachable: {
    title: 'The host could not be reached',
    advice: 'No route leads to it. Check the network and the VPN.',
  },
  tls: {
    title: 'TLS could not be agreed on',
    advice: 'The certificate or the protocol was not accepted, and nothing was sent.',
  },
  timeout: {
    title: 'No answer in time',
    advice: 'The request may have been carried out. The time-out is under Settings.',
  },
  reset: {
    title: 'The connection was closed',
    advice: 'It ended before an answer came. The request may have been carried out.',
  },
  cancelled: { title: 'Cancelled', advice: 'You stopped waiting. The API may have carried the request out.' },
  protocol: { title: 'The answer was not HTTP', advice: 'What came back could not be read as an HTTP response.' },
  proxy: { title: 'The proxy did not let it through', advice: 'Check the proxy under Settings.' },
}

/** What a body that is not whole lacks; null for a whole one. */
export const incompleteWords: Readonly<Record<Answer['completeness'], string | null>> = {
  whole: null,
  'cut-short': 'Cut short: the connection ended before the whole body came.',
  'damaged-encoding': 'Damaged: the body’s content encoding could not be decoded to its end.',
  'over-limit': 'Too large: the rest of the body was not kept.',
  'timed-out': 'Timed out: the rest of the body did not come in time.',
  'end-unknown': 'The end is not certain: the server gave no length and closed the connection.',
}

export const stepWords = {
  request: 'Request',
  redirect: 'Redirect',
  'retry-after-refresh': 'Sent again after a token refresh',
  'retry-after-challenge': 'Sent again after the challenge',
} as const satisfies Record<ExchangeStep['why'], string>
