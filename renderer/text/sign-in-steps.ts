import type { SignInStep } from '@contract/sign-in'

const sentences = {
  discovering: 'Reading what the server offers',
  'waiting-for-browser': 'Waiting for the sign-in in your browser',
  'waiting-for-address': 'Waiting for the address that your browser ends on',
  'waiting-for-device': 'Waiting for the code to be entered',
  'waiting-for-vault': 'Waiting for the vault to be unlocked',
  'exchanging-code': 'Exchanging the code for tokens',
  'requesting-token': 'Asking for a token',
  saving: 'Keeping the tokens in the vault',
  done: 'Signed in',
  failed: 'Did not succeed',
  cancelled: 'Cancelled',
} as const satisfies Record<SignInStep, string>

/** What a step of a sign-in does, in words. */
export const signInStepText = (step: SignInStep): string => sentences[step]
