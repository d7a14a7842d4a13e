import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { fillTemplate, type Variables } from './variables.ts'

/** What is to stand in place of a value, where a value as it is would change the text around it. */
export type Write = (value: string) => string

/** Fills many texts with one set of variables, and remembers each name that none of them has. */
export function createTemplateFiller(variables: Variables) {
  const unknown = new Set<string>()
  const written = new Map<Write, Variables>()

  function writtenBy(write: Write): Variables {
    const known = written.get(write)
    if (known !== undefined) return known
    const values = new Map([...variables].map(([name, value]) => [name, write(value)]))
    written.set(write, values)
    return values
  }

  return {
    fill(text: string, write?: Write): string {
      const filled = fillTemplate(text, write === undefined ? variables : writtenBy(write))
      for (const name of filled.unknown) unknown.add(name)
      return filled.text
    },
    /** The names so far that no variable has. */
    unknown: (): readonly string[] => [...unknown],
    /** Throws `input.variable_unknown` with all of them at once. */
    assertAllKnown(): void {
      if (unknown.size > 0) throw new ClaimcheckError('input.variable_unknown', { names: [...unknown] })
    },
  }
}
export type TemplateFiller = ReturnType<typeof createTemplateFiller>
