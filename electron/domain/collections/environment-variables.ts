import type { EnvironmentContent } from '../../contract/collections.ts'
import { fillTemplate, type Variables } from '../requests/variables.ts'

/** A variable that Claimcheck itself provides; null while what it names is not there. */
export interface BuiltInVariable {
  readonly name: string
  readonly value: string | null
  readonly meaning: string
}

/**
 * What {{names}} stand for: the environment's enabled lines, and the built-in variables that have a value over them,
 * so that a folder that was opened can't lead a playground profile, and its client secret, to a server of its own.
 * A line's value may name built-in variables; it is filled once, and what comes out is not looked at again. A line
 * that names anything else has no value, so that whoever uses it is told, and no half-filled address is ever sent.
 */
export function resolveVariables(environment: EnvironmentContent, builtIn: readonly BuiltInVariable[]): Variables {
  const own = new Map<string, string>()
  for (const { name, value } of builtIn) if (value !== null) own.set(name, value)
  const builtInNames = new Set(builtIn.map(({ name }) => name))
  const resolved = new Map(own)
  for (const { name, value, enabled } of environment.variables) {
    if (!enabled || name === '' || builtInNames.has(name)) continue
    const { text, unknown } = fillTemplate(value, own)
    if (unknown.length === 0) resolved.set(name, text)
    else resolved.delete(name)
  }
  return resolved
}
