import * as z from 'zod'
import { profileId } from './ids.ts'

const failure = <Code extends string, Details extends z.ZodRawShape>(code: Code, details: Details) =>
  z.strictObject({ code: z.literal(code), details: z.strictObject(details) })

const host = z.string()

/** Every expected way an operation can fail. A new failure starts here, and the compiler lists what is left to do. */
export const failureSchema = z.discriminatedUnion('code', [
  failure('input.invalid', { problems: z.array(z.strictObject({ path: z.string(), message: z.string() })) }),
  failure('input.url_invalid', { url: z.string(), reason: z.enum(['empty', 'malformed', 'scheme', 'credentials']) }),
  failure('input.header_invalid', {
    name: z.string(),
    reason: z.enum(['name', 'line-break', 'not-latin1', 'repeated-authorization']),
  }),
  failure('input.variable_unknown', { names: z.array(z.string()) }),
  failure('input.body_too_large', { bytes: z.number(), limitBytes: z.number() }),
  failure('profile.not_found', { profileId }),
  failure('profile.incomplete', { profileId, field: z.string() }),
  failure('sign_in.cancelled', {}),
  failure('sign_in.timed_out', { afterSeconds: z.number() }),
  failure('sign_in.already_running', { profileId }),
  failure('sign_in.denied', { error: z.string(), description: z.string().nullable() }),
  failure('sign_in.browser_failed', {}),
  failure('sign_in.callback_rejected', { reason: z.enum(['issuer_mismatch', 'no_code', 'malformed']) }),
  failure('sign_in.port_unavailable', {}),
  failure('sign_in.issuer_unreachable', {
    host,
    reason: z.enum(['dns', 'refused', 'tls', 'timeout', 'reset', 'other']),
  }),
  failure('sign_in.issuer_not_metadata', { url: z.string(), status: z.number().nullable() }),
  failure('sign_in.issuer_mismatch', { expected: z.string(), found: z.string() }),
  failure('sign_in.issuer_insecure', { url: z.string() }),
  failure('sign_in.endpoint_missing', { endpoint: z.string() }),
  failure('sign_in.client_refused', { error: z.string(), description: z.string().nullable() }),
  failure('sign_in.code_refused', { error: z.string(), description: z.string().nullable() }),
  failure('sign_in.id_token_rejected', { reason: z.string() }),
  failure('sign_in.answer_unreadable', { status: z.number().nullable(), contentType: z.string().nullable() }),
  failure('sign_in.clock_wrong', { skewSeconds: z.number() }),
  failure('session.signed_out', { profileId }),
  failure('session.refresh_refused', { profileId, description: z.string().nullable() }),
  failure('session.not_refreshable', { profileId }),
  failure('session.provider_unreachable', { profileId, host, retryAt: z.iso.datetime().nullable() }),
  failure('session.not_saved', { profileId }),
  failure('vault.locked', {}),
  failure('vault.choice_needed', {}),
  failure('vault.wrong_passphrase', {}),
  failure('vault.weak_passphrase', { minimumLength: z.number() }),
  failure('vault.keyring_unavailable', { backend: z.string() }),
  failure('vault.damaged', { keptAt: z.string() }),
  failure('vault.newer', { version: z.number() }),
  failure('vault.record_unreadable', { kind: z.string() }),
  failure('storage.write_failed', { file: z.string(), reason: z.enum(['disk-full', 'not-allowed', 'other']) }),
  failure('storage.unreadable', { file: z.string() }),
  failure('collection.not_found', { path: z.string() }),
  failure('collection.exists', { path: z.string() }),
  failure('collection.name_invalid', { name: z.string() }),
  failure('collection.file_unreadable', { path: z.string(), message: z.string(), line: z.number().nullable() }),
  failure('collection.move_into_itself', { path: z.string() }),
  failure('exchange.body_gone', {}),
  failure('playground.failed', { reason: z.string() }),
  failure('link.refused', { url: z.string() }),
  failure('internal.unexpected', { incident: z.uuid() }),
])
export type Failure = z.infer<typeof failureSchema>
export type FailureCode = Failure['code']
export type FailureDetails<Code extends FailureCode> = Extract<Failure, { code: Code }>['details']

export type Reply<Value> = { ok: true; value: Value } | { ok: false; failure: Failure }
