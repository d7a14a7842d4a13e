import type { Explain } from '../refusal.ts'
import { sayAnswer, sayReason } from '../say.ts'

/** 407 is the proxy's answer, not the API's (RFC 9110 §15.5.8); no token of a profile is any use to it. */
export const proxyRefused: Explain = (refusal) =>
  refusal.status === 407
    ? {
        cause: 'proxy',
        headline: 'The proxy asks for a sign-in of its own; the request never reached the API.',
        evidence: [
          sayAnswer(refusal, null).replace('The API', 'The proxy'),
          'Its user name and password have no place here: settings are plain text. Set a proxy that wants none, or one on this computer that signs in for you.',
          ...sayReason(refusal),
        ],
        reference: 'RFC 9110 §15.5.8',
        confidence: 'certain',
        remedies: [],
      }
    : null
