import * as z from 'zod'
import { profileId } from './ids.ts'
import { keyringTrouble } from './vault.ts'

const failure = <Code extends string, Details extends z.ZodRawShape>(code: Code, details: Details) =>
  z.strictObject({ code: z.literal(code), details: z.strictObject(details) })

const host = z.string()

/** What an OAuth error is most likely about, told from the error, its description and what was sent. */
export const refusalCause = z.enum([
  ...(['client-unknown', 'client-secret', 'client-key', 'client-authentication', 'client-certificate'] as const),
  ...(['redirect', 'pkce', 'code', 'scope', 'resource', 'grant-not-allowed', 'person', 'assertion'] as const),
  ...(['subject-token', 'refresh-token', 'dpop', 'clock', 'unknown'] as const),
])
export type RefusalCause = z.infer<typeof refusalCause>

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
  /** The answer came, but the vault was locked, so that nothing of it could be kept. */
  failure('sign_in.vault_locked', {}),
  failure('sign_in.already_running', { profileId }),
  failure('sign_in.denied', { error: z.string(), description: z.string().nullable() }),
  failure('sign_in.browser_failed', {}),
  failure('sign_in.callback_rejected', { reason: z.enum(['issuer_mismatch', 'no_code', 'malformed']) }),
  /** null: no port at all could be had; else the one that the profile fixes. */
  failure('sign_in.port_unavailable', { port: z.number().int().nullable() }),
  failure('sign_in.address_refused', { reason: z.enum(['not-an-address', 'other-place', 'other-state', 'no-answer']) }),
  failure('sign_in.key_unusable', { reason: z.string() }),
  failure('sign_in.claims_unusable', { reason: z.string() }),
  /** A custom login that was answered with something else than success; `said` is redacted. */
  failure('sign_in.login_refused', { status: z.number(), said: z.string() }),
  failure('sign_in.login_unanswered', { host, reason: z.string() }),
  /** A custom login's answer of another shape: how far `path` led, and what stood there (names and kinds, no values). */
  failure('sign_in.login_shape', { wanted: z.string(), path: z.string(), reached: z.string(), saw: z.string() }),
  failure('sign_in.source_signed_out', { profileId }),
  failure('sign_in.nonce_loop', { host }),
  failure('sign_in.issuer_unreachable', {
    host,
    reason: z.enum(['dns', 'refused', 'tls', 'timeout', 'reset', 'other']),
    /** What the engine saw, in a sentence: which certificate was wrong how, who refused the connection. */
    said: z.string(),
  }),
  failure('sign_in.issuer_not_metadata', { url: z.string(), status: z.number().nullable() }),
  failure('sign_in.issuer_mismatch', { expected: z.string(), found: z.string() }),
  failure('sign_in.issuer_insecure', { url: z.string() }),
  failure('sign_in.endpoint_missing', { endpoint: z.string() }),
  failure('sign_in.client_refused', { error: z.string(), description: z.string().nullable(), cause: refusalCause }),
  failure('sign_in.code_refused', { error: z.string(), description: z.string().nullable(), cause: refusalCause }),
  /** Any other grant, a pushed request or a device request that the server did not accept. */
  failure('sign_in.grant_refused', { error: z.string(), description: z.string().nullable(), cause: refusalCause }),
  failure('sign_in.id_token_rejected', { reason: z.string() }),
  failure('sign_in.answer_unreadable', { status: z.number().nullable(), contentType: z.string().nullable() }),
  failure('sign_in.clock_wrong', { skewSeconds: z.number() }),
  failure('token_service.refused', {
    endpoint: z.string(),
    status: z.number(),
    error: z.string().nullable(),
    description: z.string().nullable(),
  }),
  failure('find_login.metadata_refused', { url: z.string(), reason: z.string() }),
  failure('find_login.registration_refused', { error: z.string(), description: z.string().nullable() }),
  failure('find_login.forgotten', {}),
  failure('profile.import_unreadable', { reason: z.string() }),
  failure('profile.import_none_chosen', {}),
  failure('session.signed_out', { profileId }),
  failure('session.refresh_refused', { profileId, description: z.string().nullable() }),
  failure('session.not_refreshable', { profileId }),
  failure('session.provider_unreachable', { profileId, host, retryAt: z.iso.datetime().nullable() }),
  failure('session.not_saved', { profileId }),
  /** Another Claimcheck is refreshing these tokens, and has not ended yet. */
  failure('session.refreshing_elsewhere', { profileId }),
  failure('vault.locked', {}),
  failure('vault.rolled_back', {}),
  /** The file is another vault than the one that is open, or is gone: somebody did that while we ran. Nothing is written over it. */
  failure('vault.replaced', {}),
  failure('vault.touch_id_refused', {}),
  failure('vault.choice_needed', {}),
  failure('vault.wrong_passphrase', {}),
  failure('vault.weak_passphrase', { minimumLength: z.number() }),
  failure('vault.keyring_unavailable', { offered: z.string(), trouble: keyringTrouble }),
  /** An export that is none, of a newer version, or damaged. */
  failure('vault.import_unreadable', { reason: z.string() }),
  failure('vault.import_none_chosen', {}),
  failure('vault.damaged', { keptAt: z.string() }),
  failure('vault.newer', { version: z.number() }),
  failure('vault.record_unreadable', { kind: z.string() }),
  failure('storage.write_failed', { file: z.string(), reason: z.enum(['disk-full', 'not-allowed', 'other']) }),
  failure('storage.unreadable', { file: z.string() }),
  /** Another process holds it; null: not known which. `host`: where it is a process of another machine, or of a container. */
  failure('storage.in_use', {
    file: z.string(),
    processId: z.number().int().nullable(),
    host: z.string().optional(),
  }),
  failure('collection.not_found', { path: z.string() }),
  failure('collection.exists', { path: z.string() }),
  failure('collection.name_invalid', { name: z.string() }),
  failure('collection.file_unreadable', { path: z.string(), message: z.string(), line: z.number().nullable() }),
  failure('collection.move_into_itself', { path: z.string() }),
  failure('exchange.body_gone', {}),
  failure('exchange.reason_gone', {}),
  /** It was let go of: too many were taken since, or the vault was locked. */
  failure('inspection.gone', {}),
  failure('inspection.nothing_inside', {}),
  /** Only what it said was remembered, so there is nothing to send, to copy or to check. */
  failure('inspection.only_remembered', {}),
  failure('inspection.key_unusable', { reason: z.string() }),
  failure('inspection.draft_invalid', { part: z.enum(['header', 'claims']), reason: z.string() }),
  failure('inspection.recipe_unusable', { reason: z.string() }),
  failure('playground.failed', { reason: z.string() }),
  failure('link.refused', { url: z.string() }),
  failure('internal.unexpected', { incident: z.uuid() }),
])
export type Failure = z.infer<typeof failureSchema>
export type FailureCode = Failure['code']
export type FailureDetails<Code extends FailureCode> = Extract<Failure, { code: Code }>['details']

export type Reply<Value> = { ok: true; value: Value } | { ok: false; failure: Failure }
