import type { Body } from '../../contract/requests.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'

export const bodyLimitBytes = 50_000_000

export interface EncodedBody {
  readonly bytes: Uint8Array | null
  /** What the kind of body calls itself; a typed Content-Type goes before it. */
  readonly contentType: string | null
}

function encoded(text: string, contentType: string): EncodedBody {
  const bytes = Buffer.from(text, 'utf8')
  if (bytes.length > bodyLimitBytes) {
    throw new ClaimcheckError('input.body_too_large', { bytes: bytes.length, limitBytes: bodyLimitBytes })
  }
  return { bytes, contentType }
}

/** The bytes of a body, each text passed through `fill` first. JSON is sent as typed, never parsed and printed again. */
export function encodeBody(body: Body, fill: (text: string) => string): EncodedBody {
  switch (body.kind) {
    case 'none':
      return { bytes: null, contentType: null }
    case 'json':
      return encoded(fill(body.text), 'application/json')
    case 'text':
      return encoded(fill(body.text), 'text/plain; charset=utf-8')
    case 'form': {
      const lines = body.fields.filter(({ enabled, name, value }) => enabled && (name !== '' || value !== ''))
      const pairs = new URLSearchParams(lines.map(({ name, value }): [string, string] => [fill(name), fill(value)]))
      return encoded(pairs.toString(), 'application/x-www-form-urlencoded')
    }
  }
}
