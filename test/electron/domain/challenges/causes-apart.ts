import { asked, asNobody, invalidToken, others, type Row } from './refusals.ts'

const described = (words: string) => `Bearer error="invalid_token", error_description="${words}"`
const loose = { credential: 'loose', synthetic: true } as const

/** Refusals with 200, of tokens in place of a profile's own, and of proxies. */
export const causesApart: readonly Row[] = [
  [
    'GraphQL says with 200 that nobody is known',
    { status: 200, body: { errors: [{ message: 'No', extensions: { code: 'UNAUTHENTICATED' } }] } },
    asNobody,
    'no-token',
    'The request was sent without a token.',
    'likely',
    others,
  ],
  [
    'GraphQL says with 200 that it is forbidden',
    { status: 200, body: { errors: [{ message: 'No', extensions: { code: 'FORBIDDEN' } }] } },
    {},
    'forbidden',
    'alice may not do this.',
    'likely',
    [...others, 'inspect it'],
  ],
  [
    'Slack says with 200 that a scope is missing',
    { status: 200, body: { ok: false, error: 'missing_scope', needed: 'chat:write' } },
    {},
    'missing-scope',
    'The token is valid, but it lacks the scope chat:write.',
    'certain',
    ['ask-for chat:write', 'choose-profile', 'inspect scope'],
  ],
  [
    'a synthetic token is refused',
    { status: 401, challenge: described('The signature does not hold') },
    loose,
    'synthetic',
    'The token was made here for a test, and the API noticed.',
    'likely',
    ['inspect it', 'send-as alice'],
  ],
  [
    'a synthetic token is taken, and lacks a scope',
    { status: 403, challenge: 'Bearer error="insufficient_scope", scope="orders:write"' },
    loose,
    'missing-scope',
    'The token is valid, but it lacks the scope orders:write.',
    'certain',
    ['send-as alice', 'send-as admin', 'choose-profile', 'inspect scope'],
  ],
  [
    'a found token is refused',
    { status: 401, challenge: invalidToken },
    { credential: 'loose' },
    'token-invalid',
    'The API does not accept this token, and the token itself shows no reason.',
    'certain',
    ['send-as alice', ...asked, 'inspect it', ...others],
  ],
  [
    'the proxy refuses',
    { status: 407, challenge: 'Basic realm="corp"' },
    asNobody,
    'proxy',
    'The proxy asks for a sign-in of its own; the request never reached the API.',
    'certain',
    [],
  ],
]
