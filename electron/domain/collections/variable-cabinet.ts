import type { EnvironmentContent } from '../../contract/collections.ts'
import type { Variables } from '../requests/variables.ts'
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
  }
}
