import type { JSONWebKeySet } from 'jose'
import { readWritten, valueOf } from '../json-text.ts'
import type { TokenBase } from '../token-base.ts'
import { isRecord } from '../../json/is-record.ts'
import { parseJsonOrNull } from '../../json/parse-json.ts'
import { claimRecipes } from './claims.ts'
import { headerRecipes } from './header.ts'
import { keyRecipes } from './keys.ts'
import type { Recipe, RecipeBase } from './recipe.ts'
import { unsignedRecipes } from './unsigned.ts'

/** Hostile senders that are edits of a token, the plainest first; a person's list and the matrix's columns. */
export const hostileRecipes: readonly Recipe[] = [...unsignedRecipes, ...keyRecipes, ...claimRecipes, ...headerRecipes]

/** A token as the recipes look at it. */
export function recipeBase(base: TokenBase, publicKeys: JSONWebKeySet | null, now: Date): RecipeBase {
  const { header, claims, signature } = base
  const headerMembers = readWritten(header) ?? []
  const [alg, kid] = [valueOf(headerMembers, 'alg'), valueOf(headerMembers, 'kid')]
  return {
    ...{ header, claims, headerMembers, publicKeys, now },
    claimMembers: isRecord(parseJsonOrNull(claims)) ? readWritten(claims) : null,
    alg: typeof alg === 'string' ? alg : '',
    keyId: typeof kid === 'string' ? kid : null,
    hasSignature: signature !== null && signature !== '',
  }
}
