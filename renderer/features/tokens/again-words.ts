import type { Session } from '@contract/tokens'

type Reason = Extract<Session, { state: 'sign-in-again' }>['reason']

/** Why a sign-in is over, and what that means for the person: two sentences at most. */
export const againWords = {
  refused:
    'The server refused the refresh token: the sign-in was ended there, or its time was over. A new sign-in gives new tokens.',
  'sign-in-over':
    'The sign-in lasted as long as the server had said it would. Nothing went wrong: a new sign-in gives new tokens.',
  expired: 'Its token has expired, and there is no refresh token to get another with.',
  'answer-lost':
    'A refresh was under way when Claimcheck or the network broke off, and the answer never came. The old refresh token may be spent, and using it twice could end every session of its family, so it is left alone.',
  'issuer-changed':
    'It is signed in, but at another server than this environment names. Those tokens stay, and are never sent to this one.',
  unreadable:
    'What the vault keeps of it can’t be opened. It stays where it is, in case the vault it belongs to comes back.',
} as const satisfies Record<Reason, string>
