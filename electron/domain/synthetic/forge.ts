import type { JSONWebKeySet } from 'jose'
import { draftPartLimit, type HostileRecipe, type LooseToken, type TokenDraft } from '../../contract/inspection.ts'
import type { InspectedToken, TokenSubject } from '../../contract/jwt.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { isOwnRefreshToken, type FindSubject, type FoundToken } from '../inspection/found-token.ts'
import type { LooseTokens } from '../inspection/loose-tokens.ts'
import { findJsonFault } from '../json/find-json-fault.ts'
import { buildToken } from './build-token.ts'
import { indentJson } from './json-text.ts'
import { hostileRecipes, recipeBase } from './recipes/hostile-recipes.ts'
import { baseOf, type TokenBase } from './token-base.ts'
import { whatWasDone } from './what-was-done.ts'

export interface ForgeParts {
  readonly findSubject: FindSubject
  readonly loose: Pick<LooseTokens, 'add' | 'find'>
  /** What the token's issuer publishes; null where it is not known, or may not be asked. */
  readonly publicKeysOf: (found: FoundToken) => Promise<JSONWebKeySet | null>
  readonly inspectFound: (found: FoundToken) => InspectedToken
  readonly randomBytes: (size: number) => Uint8Array
  readonly now: () => Date
}

export interface Forge {
  /** Every known attack, and why it can't be made of this token where it can't. Throws `inspection.gone`, `vault.*`. */
  readonly recipes: (subject: TokenSubject) => Promise<HostileRecipe[]>
  /** What the editor begins with; null: the token as it is. Throws `inspection.recipe_unusable`, as `recipes`. */
  readonly draft: (subject: TokenSubject, recipe: string | null) => Promise<TokenDraft>
  /**
   * Builds the token and holds it among the loose ones, marked as synthetic: no profile holds it, and it is written nowhere.
   * One that is the very token that it was made from is refused: `inspection.recipe_unusable`.
   * Throws `inspection.draft_invalid`, `inspection.key_unusable`, `inspection.only_remembered`, as `draft`.
   */
  readonly forge: (base: TokenSubject, draft: TokenDraft) => Promise<{ token: LooseToken; shown: InspectedToken }>
}

const unusable = (reason: string): ClaimcheckError<'inspection.recipe_unusable'> =>
  new ClaimcheckError('inspection.recipe_unusable', { reason })

const unchanged = 'Nothing was changed: this is the token itself. Change a part of it, or choose another signature'

/** Laid out for reading; what is no JSON, or would grow too long, stays as it is. */
function readable(text: string): string {
  if (text.length > draftPartLimit) throw unusable('The token is too long to be edited here')
  const laidOut = findJsonFault(text) === null ? indentJson(text) : text
  return laidOut.length > draftPartLimit ? text : laidOut
}

/** Makes tokens that nobody issued, to see whether an API notices (RFC 8725 §2). */
export function createForge({ findSubject, loose, publicKeysOf, inspectFound, randomBytes, now }: ForgeParts): Forge {
  async function find(subject: TokenSubject): Promise<FoundToken> {
    const found = await findSubject(subject)
    if (found === null) throw new ClaimcheckError('inspection.gone', {})
    return found
  }

  async function made(base: TokenBase, found: FoundToken, recipe: string): Promise<TokenDraft> {
    const wanted = hostileRecipes.find(({ id }) => id === recipe)
    if (wanted === undefined) throw unusable('There is no such way to change a token')
    const result = wanted.make(recipeBase(base, await publicKeysOf(found), now()))
    if ('whyNot' in result) throw unusable(result.whyNot)
    return result.draft
  }

  return {
    async recipes(subject) {
      const found = await find(subject)
      const read = baseOf(found)
      const looked = 'whyNot' in read ? null : recipeBase(read.base, await publicKeysOf(found), now())
      return hostileRecipes.map(({ make, ...recipe }) => {
        const result = looked === null ? read : make(looked)
        return { ...recipe, whyNot: 'whyNot' in result ? result.whyNot : null }
      })
    },

    async draft(subject, recipe) {
      const found = await find(subject)
      const read = baseOf(found)
      if ('whyNot' in read) throw unusable(read.whyNot)
      const { base } = read
      const isUnsigned = base.signature === null || base.signature === ''
      const asItIs: TokenDraft = { ...base, signing: { how: isUnsigned ? 'cut-off' : 'as-it-was' } }
      const { header, claims, signing } = recipe === null ? asItIs : await made(base, found, recipe)
      return { header: readable(header), claims: readable(claims), signing }
    },

    async forge(subject, draft) {
      const found = await find(subject)
      const { content } = found
      const { how } = draft.signing
      if (content.is === 'remembered' && (how === 'as-it-was' || how === 'bit-flipped')) {
        throw new ClaimcheckError('inspection.only_remembered', {})
      }
      // With its own end, and the parts that the window may read, it would be whole again: it goes to its server alone.
      if (isOwnRefreshToken(found) && (how === 'as-it-was' || how === 'bit-flipped')) {
        throw unusable(
          'A refresh token with its signature is sent to nobody but its server: sign it anew, or cut it off',
        )
      }
      const read = baseOf(found)
      const token = await buildToken({
        ...{ ...draft, randomBytes },
        base: content.is === 'held' ? content.token : null,
        publicKeys: how === 'key-confusion' ? await publicKeysOf(found) : null,
      })
      // It would be marked as one that nobody issued, and be the genuine one.
      if (content.is === 'held' && token.reveal() === content.token.reveal().trim()) throw unusable(unchanged)
      const attack = hostileRecipes.find(({ id }) => id === draft.recipe)?.title ?? null
      const done = whatWasDone(draft, 'base' in read ? read.base : null, attack)
      const { which, issuedBy, profileId } = found
      const held = loose.add({
        ...{ token, place: `made here: ${done}`, synthetic: true, listed: 'now' },
        context: { which, issuedBy, profileId, tokens: null, sentTo: null },
      })
      return { token: held, shown: inspectFound(loose.find(held.id)) }
    },
  }
}
