import type { PlaygroundStatus } from '../../contract/playground.ts'
import type { BuiltInVariable } from './environment-variables.ts'

/** What Claimcheck itself can name. The addresses are the last known ones: the playground asks for them again. */
export const builtInVariables = ({ issuer, apiUrl, secureApiUrl }: PlaygroundStatus): readonly BuiltInVariable[] => [
  { name: 'playgroundApi', value: apiUrl, meaning: 'The address of the playground’s Orders API' },
  {
    name: 'playgroundSecureApi',
    value: secureApiUrl,
    meaning: 'The same API over TLS, where client certificates are asked for',
  },
  { name: 'playgroundIssuer', value: issuer, meaning: 'The playground’s authorisation server' },
]

/** Whether a text leads to the playground, by name or by address, so that it has to run. */
export function needsPlayground(text: string, { issuer, apiUrl, secureApiUrl }: PlaygroundStatus): boolean {
  if (text.includes('{{playground')) return true
  return [issuer, apiUrl, secureApiUrl].some((address) => address !== null && text.startsWith(address))
}
