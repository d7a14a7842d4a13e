import type { Challenge } from '../../../../electron/contract/challenges.ts'

type Params = readonly (readonly [string, string])[]
export type CorpusRow = readonly [product: string, fields: string | readonly string[], expected: readonly Challenge[]]

export const aChallenge = (
  scheme: string,
  params: Params | Readonly<Record<string, string>> = {},
  token68: string | null = null,
): Challenge => ({
  scheme,
  params: Array.isArray(params) ? params.map(([name, value]) => [name, value]) : Object.entries(params),
  token68,
})
export const bearer = (params: Readonly<Record<string, string>> = {}) => aChallenge('Bearer', params)
