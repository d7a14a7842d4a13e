import { bodiesOfGateways } from './bodies-of-gateways.ts'
import { bodiesOfLibraries } from './bodies-of-libraries.ts'
import { bodiesOfProviders } from './bodies-of-providers.ts'
import type { BodyRow } from './body-row.ts'

/** Bodies of refusals as products send them, by their documentation or their answers; values are made up. */
export const bodiesTable: readonly BodyRow[] = [...bodiesOfGateways, ...bodiesOfProviders, ...bodiesOfLibraries]
