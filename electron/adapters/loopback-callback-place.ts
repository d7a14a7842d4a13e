import type { RequestListener } from 'node:http'
import { createDoors, type Door } from './loopback-callback-doors.ts'
import { openLoopbackPort, type LoopbackPort } from './loopback-port.ts'

/** A port at which sign-ins wait; closed by itself as soon as nobody waits there any more. */
export interface LoopbackPlace {
  readonly port: number
  readonly add: (door: Door) => void
  /** Takes a door away; resolves when nothing of it is left. */
  readonly remove: (door: Door) => Promise<void>
  /** Listens on ::1 as well, for the name localhost. Rejects where somebody else does. */
  readonly listenOnIpv6: () => Promise<void>
  readonly close: () => Promise<void>
}

const codeOf = (thrown: unknown): unknown => (thrown instanceof Error && 'code' in thrown ? thrown.code : null)
/** A machine without IPv6: then nobody else can be reached there, either. */
const withoutIpv6 = ['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL']

/** Opens the port on 127.0.0.1. Rejects with Node's own error where that can't be had. `onLeft`: it closes. */
export async function openLoopbackPlace(
  wantedPort: number,
  patienceMs: number,
  onLeft: () => void,
): Promise<LoopbackPlace> {
  const ports: LoopbackPort[] = []
  const eachPort = (deed: (port: LoopbackPort) => void): void => ports.forEach(deed)
  const doors = createDoors({
    onAllAnswered() {
      onLeft()
      eachPort((port) => port.stopListening())
    },
    onPageTaken: () => eachPort((port) => port.destroyAll()),
  })
  const serve: RequestListener = (request, response) => doors.serve(request, response)
  const first = await openLoopbackPort('127.0.0.1', wantedPort, patienceMs, serve)
  ports.push(first)
  let onIpv6: Promise<void> | null = null

  async function openIpv6(): Promise<void> {
    try {
      ports.push(await openLoopbackPort('::1', first.port, patienceMs, serve))
    } catch (thrown) {
      if (!withoutIpv6.includes(String(codeOf(thrown)))) throw thrown
    }
  }

  async function close(): Promise<void> {
    onLeft()
    await Promise.all(ports.map((port) => port.close()))
  }

  return {
    port: first.port,
    add: doors.add,
    async remove(door) {
      doors.remove(door)
      if (doors.isEmpty()) await close()
    },
    listenOnIpv6: () => (onIpv6 ??= openIpv6()),
    close,
  }
}
