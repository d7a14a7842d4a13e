import * as z from 'zod'
import { exchangeId, itemPath, looseTokenId, profileId } from './ids.ts'

export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const
/** RFC 9110 §5.6.2 token: a person may type a method that is on no list. */
export const method = z.string().regex(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,40}$/, { error: 'This is no HTTP method' })

/** A line of a table: order and repetition are kept, a disabled line is not sent. */
export const field = z.strictObject({
  name: z.string().max(1000),
  value: z.string().max(100_000),
  enabled: z.boolean(),
})
export type Field = z.infer<typeof field>

export const body = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('json'), text: z.string() }),
  z.strictObject({ kind: z.literal('text'), text: z.string() }),
  z.strictObject({ kind: z.literal('form'), fields: z.array(field).max(1000) }),
])
export type Body = z.infer<typeof body>

/** Who a request is sent as: a profile by name (files stay readable in git), nobody, or what the folder says. */
export const sendAs = z.discriminatedUnion('as', [
  z.strictObject({ as: z.literal('profile'), name: z.string().min(1).max(80) }),
  z.strictObject({ as: z.literal('nobody') }),
  z.strictObject({ as: z.literal('inherit') }),
])
export type SendAs = z.infer<typeof sendAs>

/**
 * A request as a person edits it. Any text may hold {{variables}}.
 * `url` is typed text, query included, and is what is sent; `params` mirrors its query line by line and keeps the
 * lines that are switched off (as Bruno's files do).
 */
export const requestDraft = z.strictObject({
  method,
  url: z.string().max(100_000),
  headers: z.array(field).max(1000),
  params: z.array(field).max(1000),
  body,
  sendAs,
  settings: z.strictObject({ followRedirects: z.boolean(), timeoutMs: z.number().int().min(100).max(600_000) }),
  notes: z.string().max(100_000),
})
export type RequestDraft = z.infer<typeof requestDraft>

export const emptyDraft: RequestDraft = {
  method: 'GET',
  url: '',
  headers: [],
  params: [],
  body: { kind: 'none' },
  sendAs: { as: 'inherit' },
  settings: { followRedirects: true, timeoutMs: 60_000 },
  notes: '',
}

/** `profileId` is who it is sent as now: the window resolves the draft's name to a profile, or to nobody. */
export const sendRequest = z.strictObject({
  exchangeId,
  draft: requestDraft,
  profileId: profileId.nullable(),
  /** A token to send in place of the profile's, once: a synthetic one, or one that was pasted. Never refreshed. */
  looseToken: looseTokenId.nullable(),
  /** Where the request is kept, for the title of the exchange and inherited settings; null for an unsaved one. */
  path: itemPath.nullable(),
})
