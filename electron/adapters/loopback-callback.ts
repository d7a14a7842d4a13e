import { randomBytes } from 'node:crypto'
import { ClaimcheckError } from '../domain/failures/claimcheck-error.ts'
import type {
  CallbackListener,
  ExpectedAnswer,
  ListenForCallback,
  LoopbackRedirect,
} from '../domain/sign-in/callback-listener.ts'
import { SecretText } from '../domain/vault/secret-text.ts'
import type { Door } from './loopback-callback-doors.ts'
import { openLoopbackPlace, type LoopbackPlace } from './loopback-callback-place.ts'

export interface LoopbackListenerParts {
  /** For redirects without a port of their own: tried in turn; 0 is whatever port is free. */
  readonly ports?: readonly number[]
  /** How long a caller may take to say what it wants. */
  readonly patienceMs?: number
}

function unavailable(port: number | null, cause: unknown): ClaimcheckError<'sign_in.port_unavailable'> {
  return new ClaimcheckError('sign_in.port_unavailable', { port }, { cause })
}

function openDoor(place: LoopbackPlace, redirectUri: string, expected: ExpectedAnswer): CallbackListener {
  const { host, pathname } = new URL(redirectUri)
  const { state, answerIn } = expected
  let tell: (callback: SecretText) => void = () => undefined
  const answer = new Promise<SecretText>((resolve) => {
    tell = resolve
  })
  const mark = answerIn === 'fragment' ? '#' : '?'
  const door: Door = {
    expected: { host, path: pathname, state, answerIn },
    answered: (said) => tell(new SecretText(`${redirectUri}${mark}${said}`)),
  }
  place.add(door)
  return { redirectUri, answer, close: () => place.remove(door) }
}

/**
 * Listens on this machine for a browser that comes back from an authorisation server (RFC 8252 §7.3): on 127.0.0.1, and
 * for the name localhost on ::1 too. A free port has a path that nobody can guess; at a port that a profile fixes, several
 * sign-ins may wait, and `state` tells them apart. Calls that are not the one waited for are turned away and change
 * nothing; with the right one the port is closed before the page is answered.
 */
export function createLoopbackListener(parts: LoopbackListenerParts = {}): ListenForCallback {
  const { ports = [0, 0, 0], patienceMs = 5000 } = parts
  const fixed = new Map<number, Promise<LoopbackPlace>>()

  async function freePlace(): Promise<LoopbackPlace> {
    let cause: unknown = null
    for (const port of ports) {
      try {
        return await openLoopbackPlace(port, patienceMs, () => undefined)
      } catch (thrown) {
        // Busy or not allowed: the next one. The last reason is told when there is none left.
        cause = thrown
      }
    }
    throw unavailable(null, cause)
  }

  async function onFreePort(expected: ExpectedAnswer): Promise<CallbackListener> {
    const place = await freePlace()
    const path = `/callback/${randomBytes(24).toString('base64url')}`
    return openDoor(place, `http://127.0.0.1:${place.port}${path}`, expected)
  }

  function openFixedPlace(port: number): Promise<LoopbackPlace> {
    const leave = (): void => void (fixed.get(port) === opening && fixed.delete(port))
    const opening: Promise<LoopbackPlace> = openLoopbackPlace(port, patienceMs, () => leave())
    opening.catch(() => leave())
    fixed.set(port, opening)
    return opening
  }

  /** The place at a port, shared by all sign-ins that fix it. */
  async function fixedPlace(port: number): Promise<LoopbackPlace> {
    const opening = fixed.get(port) ?? openFixedPlace(port)
    const place = await opening
    // The last of the others may have left while we came in: then it is closing.
    return fixed.get(port) === opening ? place : fixedPlace(port)
  }

  async function onFixedPort(
    { host, port, path }: Extract<LoopbackRedirect, { by: 'fixed' }>,
    expected: ExpectedAnswer,
  ): Promise<CallbackListener> {
    try {
      const place = await fixedPlace(port)
      const door = openDoor(place, `http://${host}:${port}${path}`, expected)
      // Who listens for the name on the other address family would get the answer in our place.
      if (host === 'localhost') await place.listenOnIpv6().catch(async (thrown: unknown) => closeAndThrow(door, thrown))
      return door
    } catch (thrown) {
      throw unavailable(port, thrown)
    }
  }

  return (expected) =>
    expected.redirect.by === 'free-port' ? onFreePort(expected) : onFixedPort(expected.redirect, expected)
}

async function closeAndThrow(door: CallbackListener, thrown: unknown): Promise<never> {
  await door.close()
  throw thrown
}
