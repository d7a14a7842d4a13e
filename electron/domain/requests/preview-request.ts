import type { RequestDraft } from '../../contract/requests.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { encodeBody } from './encode-body.ts'
import { parseTarget } from './parse-target.ts'
import { createFiller } from './prepare-request.ts'
import { createRedactor } from './redact-sent.ts'
import type { Variables } from './variables.ts'
import { urlOf } from './wire-request.ts'

/** The address as `send` would use it, or the filled text while it is no address yet. */
function addressOf(text: string): string {
  try {
    return urlOf(parseTarget(text))
  } catch (thrown) {
    if (thrown instanceof ClaimcheckError && thrown.code === 'input.url_invalid') return text
    throw thrown
  }
}

/** Credentials in the query are shortened: a variable may hold one. */
export function previewRequest(draft: RequestDraft, variables: Variables): { url: string; unknownVariables: string[] } {
  const { fill, unknown } = createFiller(variables)
  const url = addressOf(fill(draft.url))
  for (const { enabled, name, value } of draft.headers) {
    if (enabled) fill(`${name} ${value}`)
  }
  encodeBody(draft.body, fill)
  return { url: createRedactor([]).url(url), unknownVariables: unknown() }
}
