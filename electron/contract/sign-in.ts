import * as z from 'zod'
import { profileId } from './ids.ts'
import { signInPrompt } from './oauth.ts'
import { session } from './tokens.ts'

export const signInStep = z.enum([
  'discovering',
  'waiting-for-browser',
  /** The browser ends at an address that can't be received here: the person pastes it. */
  'waiting-for-address',
  /** RFC 8628: the person enters a code on another device. */
  'waiting-for-device',
  /** The vault was locked meanwhile: the sign-in goes on by itself once it is open. */
  'waiting-for-vault',
  'exchanging-code',
  'requesting-token',
  'saving',
  'done',
  'failed',
  'cancelled',
])
export type SignInStep = z.infer<typeof signInStep>

/** One request and its answer in a sign-in, redacted: secret values are replaced before they get here. */
export const traceEntry = z.strictObject({
  at: z.iso.datetime(),
  title: z.string(),
  method: z.string(),
  url: z.string(),
  requestFields: z.array(z.tuple([z.string(), z.string()])),
  status: z.number().int().nullable(),
  answerFields: z.array(z.tuple([z.string(), z.string()])),
  /** What was wrong at this step, in a sentence; null when it went well. */
  problem: z.string().nullable(),
  durationMs: z.number().nullable(),
})
export type TraceEntry = z.infer<typeof traceEntry>

export const signInTrace = z.strictObject({
  startedAt: z.iso.datetime(),
  outcome: z.enum(['running', 'done', 'failed', 'cancelled']),
  entries: z.array(traceEntry),
})
export type SignInTrace = z.infer<typeof signInTrace>

/** What a person needs to sign in on another device (RFC 8628 §3.2). */
export const deviceSignIn = z.strictObject({
  userCode: z.string(),
  verificationUri: z.string(),
  /** With the code in it: for a QR code, and opened only by a click. */
  completeUri: z.string().nullable(),
})
export type DeviceSignIn = z.infer<typeof deviceSignIn>

/** What an API asked for (RFC 9470 §4): levels in the order of preference, and how old the sign-in may be. */
export const stepUp = z.strictObject({
  acrValues: z.array(z.string().min(1).max(500)).max(20),
  maxAgeSeconds: z.number().int().min(0).max(31_536_000).nullable(),
})
export type StepUp = z.infer<typeof stepUp>

const oneProfile = z.strictObject({ profileId })
export const signInChannels = {
  /** Answers when the sign-in has ended. `extraScopes` are asked for on top of the profile's own. */
  'signIn.start': {
    request: z.strictObject({
      profileId,
      extraScopes: z.array(z.string().max(1000)).max(100),
      /** In place of the profile's own, to switch the user: 'login' or 'select_account'. */
      prompt: signInPrompt.optional(),
      /** In place of the profile's own level and age, for this once. */
      stepUp: stepUp.optional(),
    }),
    response: session,
  },
  'signIn.cancel': { request: oneProfile, response: z.strictObject({}) },
  /** Opens the browser again on the address of the sign-in that waits. */
  'signIn.openBrowser': { request: oneProfile, response: z.strictObject({}) },
  /** The address on which the browser ended, for a redirect that can't be received here. Wrong ones change nothing. */
  'signIn.pasteAddress': {
    request: z.strictObject({ profileId, address: z.string().max(100_000) }),
    response: z.strictObject({}),
  },
  'signIn.copyAddress': { request: oneProfile, response: z.strictObject({}) },
  'signIn.trace': { request: oneProfile, response: signInTrace.nullable() },
}

export const signInProgressed = z.strictObject({
  profileId,
  step: signInStep,
  secondsLeft: z.number().nullable(),
  /** Set while the step is 'waiting-for-device'. */
  device: deviceSignIn.nullable(),
})
export type SignInProgress = z.infer<typeof signInProgressed>
