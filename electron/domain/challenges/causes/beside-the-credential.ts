import type { Diagnosis } from '../../../contract/challenges.ts'
import type { SaidReason } from '../problem.ts'
import { reasonOf } from '../read-refusal.ts'
import { nobodyKnows, sendAsOthers } from '../remedies.ts'
import type { Explain, Refusal } from '../refusal.ts'
import { sayAnswer, sayCredential, sayReason } from '../say.ts'

interface Beside {
  readonly cause: Diagnosis['cause']
  readonly headline: (who: string, credential: string) => string
  readonly evidence: string
  readonly reference: string | null
}

// A request may be refused for what it is, where it comes from or how much of it there is; no token changes that.
const besides: Partial<Record<SaidReason, Beside>> = {
  csrf: {
    cause: 'forbidden',
    headline: (who) => `${who} wants a CSRF token, and the request lacks it or has an old one.`,
    evidence:
      'It guards the session of a browser: send the token of its form or cookie along, or use a way of the API that takes no cookies.',
    reference: 'RFC 9110 §15.5.4',
  },
  origin: {
    cause: 'forbidden',
    headline: (who) => `${who} does not take the request’s Origin (CORS).`,
    evidence:
      'It is the header Origin that is refused; without it, or with an address that is allowed, the request goes on.',
    reference: 'Fetch §3.2',
  },
  limit: {
    cause: 'gateway',
    headline: (who) => `${who} refuses for a limit or a plan, not for who is calling.`,
    evidence: 'Wait, send less, or have the limit raised.',
    reference: 'RFC 6585 §4',
  },
  address: {
    cause: 'gateway',
    headline: (who) => `${who} refuses the address or country that the request came from.`,
    evidence: 'Another network, a VPN or an entry in its list would change the answer.',
    reference: null,
  },
  host: {
    cause: 'gateway',
    headline: (who) => `${who} does not take the request by this host or scheme.`,
    evidence: 'Check the Host header and whether https is wanted.',
    reference: 'RFC 9110 §7.2',
  },
  firewall: {
    cause: 'gateway',
    headline: (who) => `${who} took the request for an attack or a robot, before the API saw it.`,
    evidence: 'Its rules look at the address, the headers and the body. Whoever runs it finds the reason in its log.',
    reference: null,
  },
  route: {
    cause: 'gateway',
    headline: (who, credential) =>
      `${who} looks for nothing like ${credential} here, and perhaps has nothing at this path.`,
    evidence:
      'It says this of a path or method that does not exist, and of one that wants another kind of credential, such as a signed request.',
    reference: null,
  },
}

/** A refusal that is not about who is calling: the API says so, or whatever stands before it. */
export const besideTheCredential: Explain = (refusal) => {
  const { problem, challenges } = refusal
  const reason = reasonOf(refusal)
  const about = reason === null ? undefined : besides[reason]
  // A challenge asks for a credential, whatever else is said.
  if (about === undefined || challenges.length > 0) return null
  const credential = refusal.credential === 'none' ? 'a token' : sayCredential(refusal)
  return {
    cause: about.cause,
    headline: about.headline(problem?.by?.name ?? 'the API', credential),
    evidence: [
      sayAnswer(refusal, null),
      about.evidence,
      ...(refusal.credential === 'none' ? [] : [`Nothing in the answer speaks against ${credential}.`]),
      ...sayReason(refusal),
    ],
    reference: about.reference,
    confidence: (problem?.by ?? null) === null ? 'likely' : 'certain',
    remedies: [],
  }
}

/** A rule of what stands before the API (an authoriser, RBAC), or a page of a web server: the API never saw the request. */
export const gatewayRefused: Explain = (refusal) => {
  const { problem, status, challenges } = refusal
  const isGateway = problem?.by?.is === 'gateway'
  const isPolicy = isGateway && reasonOf(refusal) === 'policy'
  const isBarePage = problem !== null && problem.isPage && status === 403
  if (challenges.length > 0 || !(isPolicy || isBarePage)) return null
  return {
    cause: 'gateway',
    headline: isPolicy
      ? `${whoOf(refusal)} says no by a rule of its own, before the API.`
      : `${whoOf(refusal)} says no with a page for people, not with an answer of an API.`,
    evidence: [
      sayAnswer(refusal, null),
      isPolicy
        ? 'Its rules may look at the caller, the path, the method or the address; whoever runs it finds the reason in its log.'
        : 'A web server refuses so what it may not hand out: a folder, a file, a path that nothing answers.',
      ...sayReason(refusal),
    ],
    reference: 'RFC 9110 §15.5.4',
    confidence: isPolicy ? 'likely' : 'guess',
    remedies: isPolicy ? sendAsOthers(refusal, nobodyKnows) : [],
  }
}

const whoOf = ({ problem }: Refusal): string => problem?.by?.name ?? 'a web server'
