import { busyDeviceClientId } from '../demo-credentials.ts'
import type { Context, Middleware } from './middleware.ts'
import { deviceCodeGrant } from './grant-types.ts'

/** Shorter than what a client takes where nothing is said (RFC 8628 §3.2: 5), as nobody likes to wait for a demo. */
const intervalSeconds = 1
/** RFC 8628 §3.5: each slow_down adds as much, for this device code and from then on. */
const slowerBySeconds = 5
/** Timers fire a little early at times, and a request that was sent late may be followed by one that was not. */
const toleranceMs = 250

interface Poll {
  readonly atMs: number
  readonly intervalMs: number
}

export interface DevicePollParts {
  readonly nowMs: () => number
  readonly onPoll: (answer: 'pending' | 'slow_down') => void
}

const textIn = (ctx: Context, name: string): string | undefined => {
  const value: unknown = ctx['oidc']?.params?.[name]
  return typeof value === 'string' ? value : undefined
}

/** Announces how often a device may ask, and answers slow_down to one that asks sooner. */
export function createDevicePolls({ nowMs, onPoll }: DevicePollParts): Middleware {
  const polls = new Map<string, Poll>()

  function isTooSoon(deviceCode: string, isBusy: boolean): boolean {
    const atMs = nowMs()
    const before = polls.get(deviceCode)
    const intervalMs = before?.intervalMs ?? intervalSeconds * 1000
    const isSoon = before === undefined ? isBusy : atMs - before.atMs < intervalMs - toleranceMs
    polls.set(deviceCode, { atMs, intervalMs: isSoon ? intervalMs + slowerBySeconds * 1000 : intervalMs })
    if (polls.size > 1000) polls.delete(polls.keys().next().value ?? '')
    return isSoon
  }

  return async (ctx, next) => {
    await next()
    const { body } = ctx
    if (typeof body !== 'object' || body === null) return
    if (ctx.path === '/device/auth' && 'device_code' in body) ctx.body = { ...body, interval: intervalSeconds }
    if (!('error' in body) || body.error !== 'authorization_pending') return
    const deviceCode = textIn(ctx, 'device_code')
    if (textIn(ctx, 'grant_type') !== deviceCodeGrant || deviceCode === undefined) return
    const isSoon = isTooSoon(deviceCode, ctx['oidc']?.client?.clientId === busyDeviceClientId)
    onPoll(isSoon ? 'slow_down' : 'pending')
    if (isSoon)
      ctx.body = { error: 'slow_down', error_description: 'the device asks too often: wait 5 s longer each time' }
  }
}
