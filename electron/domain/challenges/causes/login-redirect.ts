import { sendAsOthers, signIn } from '../remedies.ts'
import type { Explain } from '../refusal.ts'
import { sayCredential } from '../say.ts'

/** Something looks for the session of a browser, and not for what was sent. */
export const loginRedirect: Explain = (refusal) => {
  const { login, status, credential, challenges, problem, profile } = refusal
  // A challenge says what is wanted; a page beside it is for people who come with a browser.
  if (login === null || challenges.length > 0) return null
  const by = problem?.by?.is === 'gateway' ? problem.by.name : null
  const who = by ?? 'the API'
  const happened = {
    'leads-there': `${who} sends the request on to a login page`,
    'was-followed': 'the request ended on a login page',
    'is-one': `${who} answered with a login page`,
  }[login.how]
  const looks =
    credential === 'none'
      ? 'it looks for the session of a browser, and the request had none.'
      : `it looks for the session of a browser, not for ${sayCredential(refusal)}.`
  const way = { 'leads-there': `${status} to`, 'was-followed': `${status} from`, 'is-one': `${status} at` }[login.how]
  return {
    cause: 'login-redirect',
    headline: `${happened.charAt(0).toUpperCase()}${happened.slice(1)}: ${looks}`,
    evidence: [
      `The answer was ${way} ${login.where}.`,
      `It is taken for a login because ${login.sign}.`,
      'Check that the address is the API’s, and not that of the pages beside it.',
    ],
    reference: 'RFC 9110 §15.4',
    confidence: login.isCertain ? 'certain' : 'likely',
    // Whatever stands in Authorization is not looked at; a session of the API's own login may be.
    remedies: [
      ...(profile?.kind === 'custom_login' ? signIn(refusal) : []),
      ...sendAsOthers(refusal, ({ kind, scheme }) => (kind === 'custom_login' && (scheme ?? '') === '' ? null : false)),
    ],
  }
}
