import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { fillJsonTemplate } from '../json/fill-json-template.ts'
import { parseJsonOrFault } from '../json/find-json-fault.ts'
import { isRecord } from '../json/is-record.ts'
import { createTemplateFiller } from '../requests/template-filler.ts'
import type { Variables } from '../requests/variables.ts'

const unusable = (reason: string): ClaimcheckError<'sign_in.claims_unusable'> =>
  new ClaimcheckError('sign_in.claims_unusable', { reason })

const kindOf = (value: unknown): string => {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`
}

/**
 * The claims or header members that a person wrote, {{variables}} filled in; no text at all is no member. Throws
 * `sign_in.claims_unusable` with the line where it stops being JSON, and `input.variable_unknown`; neither holds a value.
 */
export function readJsonObject(
  template: string,
  variables: Variables,
  what: 'claims' | 'header',
): Readonly<Record<string, unknown>> {
  if (template.trim() === '') return {}
  const filler = createTemplateFiller(variables)
  const text = fillJsonTemplate(template, (piece, write) => filler.fill(piece, write))
  filler.assertAllKnown()
  const read = parseJsonOrFault(text)
  const subject = what === 'claims' ? 'The claims' : 'The header'
  if ('fault' in read) {
    const { line, column, wanted } = read.fault
    throw unusable(`${subject} stop being JSON at line ${line}, column ${column}: ${wanted} should stand there`)
  }
  if (!isRecord(read.value)) throw unusable(`${subject} must be a JSON object, not ${kindOf(read.value)}`)
  return read.value
}
