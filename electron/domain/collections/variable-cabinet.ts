import type { EnvironmentContent } from '../../contract/collections.ts'
import { fillTemplate, type Variables } from '../requests/variables.ts'
import { resolveVariables, type BuiltInVariable } from './environment-variables.ts'

export interface VariableCabinetParts {
  readonly builtIn: () => readonly BuiltInVariable[]
  readonly readEnvironment: () => Promise<EnvironmentContent>
}

/**
 * The variables as they were read last, for whoever can't wait, and as they are now, for whoever is about to send.
 * Until the first reading there are the built-in ones only.
 */
export function createVariableCabinet({ builtIn, readEnvironment }: VariableCabinetParts) {
  let environment: EnvironmentContent = { name: 'default', variables: [] }
  const current = (): Variables => resolveVariables(environment, builtIn())
  return {
    current,
    reload: async (): Promise<Variables> => {
      environment = await readEnvironment()
      return current()
    },
    /**
     * A text with the environment's lines put in as they were read last: shows which built-in variables it leads to,
     * also while these have no value.
     */
    spellOut: (text: string): string => {
      const lines = environment.variables.filter(({ enabled }) => enabled)
      return fillTemplate(text, new Map(lines.map(({ name, value }) => [name, value]))).text
    },
  }
}
