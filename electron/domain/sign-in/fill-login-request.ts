import type { Field } from '../../contract/requests.ts'
import type { LoginRequest } from '../../contract/ways.ts'
import type { ClientCertificate } from '../credentials/client-certificate.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { fillJsonTemplate } from '../json/fill-json-template.ts'
import { encodeBody } from '../requests/encode-body.ts'
import { assertSendable } from '../requests/header-rules.ts'
import { parseTarget } from '../requests/parse-target.ts'
import { createTemplateFiller, type TemplateFiller, type Write } from '../requests/template-filler.ts'
import type { Variables } from '../requests/variables.ts'
import { isNamed, type WireHeader, type WireRequest, type WireTarget } from '../requests/wire-request.ts'
import { SecretText } from '../vault/secret-text.ts'

/** What a login's own names stand for; null where the profile has no such thing. */
export interface LoginValues {
  readonly username: string
  readonly password: SecretText | null
  readonly token: SecretText | null
  readonly refreshToken: SecretText | null
}
export type LoginName = keyof LoginValues

export interface FilledLogin {
  readonly request: WireRequest
  /** The same request in words: secrets are masked before anything is filled in. */
  readonly shown: { readonly url: string; readonly fields: readonly (readonly [string, string])[] }
}

const mask = '[secret]'
// With these a body is not expected, so that none needs no length (RFC 9110 §8.6).
const withoutBody = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS'])

/** Each name with what it stands for: as it is sent, or as it is shown. */
function ownValues(values: LoginValues, write: (secret: SecretText) => string): Map<string, string> {
  const { username, password, token, refreshToken } = values
  const secrets = Object.entries({ password, token, refreshToken })
  return new Map([
    ['username', username],
    ...secrets.flatMap(([name, secret]): [string, string][] => (secret === null ? [] : [[name, write(secret)]])),
  ])
}

/** An address is filled with variables as they are, since they hold origins and paths, and with the own values encoded. */
function fillUrl(url: string, variables: Variables, own: Variables, filler: TemplateFiller): string {
  const encode = (value: string): string => (value === mask ? mask : encodeURIComponent(value))
  const encoded = new Map([...own].map(([name, value]) => [name, encode(value)]))
  const inAddress = createTemplateFiller(new Map([...variables, ...encoded]))
  const filled = inAddress.fill(url)
  for (const name of inAddress.unknown()) filler.fill(`{{${name}}}`)
  return filled
}

const enabled = (fields: readonly Field[]): readonly Field[] =>
  fields.filter(({ enabled: isOn, name, value }) => isOn && (name.trim() !== '' || value !== ''))

interface Texts {
  readonly url: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body: ReturnType<typeof encodeBody>
  readonly filler: TemplateFiller
}

function fillTexts({ url, headers, body }: LoginRequest, variables: Variables, own: Variables): Texts {
  const filler = createTemplateFiller(new Map([...variables, ...own]))
  const fill = (text: string): string => filler.fill(text)
  const fillBody =
    body.kind === 'json'
      ? (text: string) => fillJsonTemplate(text, (piece: string, write: Write) => filler.fill(piece, write))
      : fill
  return {
    url: fillUrl(url, variables, own, filler),
    headers: enabled(headers).map(({ name, value }) => [fill(name).trim(), fill(value)]),
    body: encodeBody(body, fillBody),
    filler,
  }
}

/** Throws for names that stand for nothing: the login's own as what the profile lacks, others as unknown variables. */
function assertFilled({ filler }: Texts, lacks: (name: LoginName) => Error): void {
  for (const name of ['password', 'token', 'refreshToken'] as const) {
    if (filler.unknown().includes(name)) throw lacks(name)
  }
  filler.assertAllKnown()
}

function targetOrThrow(sent: string, shown: string): WireTarget {
  try {
    return parseTarget(sent)
  } catch (thrown) {
    if (!(thrown instanceof ClaimcheckError) || thrown.code !== 'input.url_invalid') throw thrown
    // The address that is told must not be the one with the password in it: what is wrong with one is so with the other.
    parseTarget(shown)
    throw new ClaimcheckError('input.url_invalid', { url: shown, reason: 'malformed' })
  }
}

/**
 * A request of a login as it goes on the wire. In JSON a value is escaped, in a form and in the address it is
 * percent-encoded, elsewhere it stands as it is. Throws `input.*` before anything is sent, and what `lacks` makes of a
 * name that the profile has nothing for; no failure holds a secret.
 */
export function fillLoginRequest(
  template: LoginRequest,
  values: LoginValues,
  parts: {
    readonly variables: Variables
    readonly certificate: ClientCertificate | null
    readonly lacks: (name: LoginName) => Error
  },
): FilledLogin {
  const sent = fillTexts(
    template,
    parts.variables,
    ownValues(values, (secret) => secret.reveal()),
  )
  assertFilled(sent, parts.lacks)
  const shown = fillTexts(
    template,
    parts.variables,
    ownValues(values, () => mask),
  )
  const target = targetOrThrow(sent.url, shown.url)
  for (const [name, value] of sent.headers) assertSendable(name, value)
  const { bytes: body, contentType } = sent.body
  const method = template.method.toUpperCase()
  const isTyped = (name: string): boolean => sent.headers.some(([each]) => isNamed(each, name))
  const automatic: WireHeader[] = [
    ['Host', target.host],
    ['User-Agent', 'Claimcheck'],
    ['Accept', 'application/json, */*;q=0.5'],
    ['Accept-Encoding', 'gzip, deflate, br'],
    ['Connection', 'close'],
    ...(contentType === null ? [] : [['Content-Type', contentType] as const]),
    ...(body === null && withoutBody.has(method) ? [] : [['Content-Length', String(body?.length ?? 0)] as const]),
  ]
  const typed = sent.headers.map(([name, value], at): WireHeader => {
    const isSecret = shown.headers[at]?.[1] !== value
    return [name, isSecret ? new SecretText(value) : value]
  })
  return {
    request: {
      method,
      target,
      headers: [...automatic.filter(([name]) => !isTyped(name)), ...typed],
      body,
      certificate: parts.certificate,
    },
    shown: { url: shown.url, fields: [...shown.headers, ...shownBody(shown)] },
  }
}

function shownBody({ body }: Texts): readonly (readonly [string, string])[] {
  const text = body.bytes === null ? '' : Buffer.from(body.bytes).toString('utf8')
  if (text === '') return []
  return body.contentType === 'application/x-www-form-urlencoded' ? [...new URLSearchParams(text)] : [['body', text]]
}
