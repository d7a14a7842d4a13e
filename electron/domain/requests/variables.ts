import { ClaimcheckError } from '../failures/claimcheck-error.ts'

export type Variables = ReadonlyMap<string, string>

// Names only: no expressions, no paths into objects, no filters; what is put in is not looked at again.
const template = /\{\{\s*([A-Za-z_$][\w.$-]{0,99})\s*\}\}/g

/** Fills {{name}} in one pass. Text that names no known variable stays, and its names are told. */
export function fillTemplate(text: string, variables: Variables): { text: string; unknown: readonly string[] } {
  const unknown = new Set<string>()
  const filled = text.replace(template, (whole, name: string) => {
    const value = variables.get(name)
    if (value !== undefined) return value
    unknown.add(name)
    return whole
  })
  return { text: filled, unknown: [...unknown] }
}

/** As `fillTemplate`, but an unknown name throws `input.variable_unknown`. */
export function fillTemplateOrThrow(text: string, variables: Variables): string {
  const { text: filled, unknown } = fillTemplate(text, variables)
  if (unknown.length > 0) throw new ClaimcheckError('input.variable_unknown', { names: [...unknown] })
  return filled
}
