import { isSecureAddress } from '../profiles/resolve-client.ts'
import type { Schedule } from '../tokens/timer.ts'
import type { DeviceAuthorization, Granted, OpenIdProvider } from './provider.ts'
import type { OAuthRun } from './sign-in-run.ts'
import { atMost } from './until-ended.ts'

export interface DeviceParts {
  readonly provider: Pick<OpenIdProvider, 'startDevice' | 'awaitDevice'>
  readonly schedule: Schedule
  readonly now: () => Date
}

// Nobody looks at a code for longer than a day, and timers can't count much further.
const longestWaitSeconds = 86_400

const isSafe = (uri: string): boolean => URL.canParse(uri) && isSecureAddress(new URL(uri))

/** The codes as a person sees them; an address with the code in it only where it is safe to go there. */
function shown({ userCode, verificationUri, completeUri }: DeviceAuthorization) {
  return { userCode, verificationUri, completeUri: completeUri !== null && isSafe(completeUri) ? completeUri : null }
}

/**
 * Device authorisation (RFC 8628): the person enters a code in any browser. Nothing is opened here: an address that a
 * server sends is gone to by the person's own click only. While the vault is locked nothing is asked: tokens that come
 * then could not be kept, and the code stays good until it expires.
 */
export async function signInWithDeviceCode(run: OAuthRun, { provider, schedule, now }: DeviceParts): Promise<Granted> {
  const { client, asked, trace, signal } = run
  run.enter('requesting-token')
  const device = await provider.startDevice(client, asked, { trace, signal })
  signal.throwIfAborted()
  const seen = shown(device)
  run.offerAddress(seen.completeUri ?? seen.verificationUri)
  const secondsLeft = Math.min(longestWaitSeconds, Math.max(1, Math.floor(device.expiresInSeconds)))
  const endsAtMs = now().getTime() + secondsLeft * 1000
  return atMost(secondsLeft, { signal, schedule }, (limited) =>
    run.whileVaultOpen(limited, (open) => {
      const left = Math.max(1, Math.ceil((endsAtMs - now().getTime()) / 1000))
      run.enter('waiting-for-device', { secondsLeft: Math.min(secondsLeft, left), device: seen })
      const still = { ...device, expiresInSeconds: Math.min(device.expiresInSeconds, left) }
      return provider.awaitDevice(client, { ...asked, device: still }, { trace, signal: open })
    }),
  )
}
