import type { LooseToken } from '../../contract/inspection.ts'
import type { LooseTokenId } from '../../contract/ids.ts'
import { ClaimcheckError } from '../failures/claimcheck-error.ts'
import { kindOfToken } from '../jwt/kind-of-token.ts'
import { takeApart } from '../jwt/take-apart.ts'
import { titleOf } from '../jwt/title-of.ts'
import { ownLife } from '../jwt/token-life.ts'
import { tokenReference } from '../jwt/token-reference.ts'
import { sayTime } from '../token-service/say-time.ts'
import { tokenFingerprint } from '../tokens/token-fingerprint.ts'
import { SecretText } from '../vault/secret-text.ts'
import { findTokens } from './find-tokens.ts'
import type { FoundToken } from './found-token.ts'
import type { JtiIndex } from './jti-index.ts'
import { whatItSays } from './what-it-says.ts'

export interface LooseTokensParts {
  readonly now: () => Date
  readonly newId: () => LooseTokenId
  readonly jtis: JtiIndex
}

/** A token to hold, with what is known of it beside its text. */
export interface TokenToHold {
  readonly token: SecretText
  /** Where it was found, in words. */
  readonly place: string
  readonly synthetic: boolean
  /** Where it stood; null for one that came from nowhere that is known. */
  readonly context: Pick<FoundToken, 'which' | 'tokens' | 'issuedBy' | 'profileId' | 'sentTo'> | null
  /** 'once-looked-at': it joins the list when somebody looks at it. */
  readonly listed: 'now' | 'once-looked-at'
}

interface Held extends TokenToHold {
  readonly id: LooseTokenId
  readonly takenAt: Date
  readonly isListed: boolean
  readonly told: Told
}

/** What its text alone tells: read once, since a list of long ones would take seconds each time. */
interface Told extends Pick<LooseToken, 'title' | 'format' | 'kindName' | 'reference'> {
  readonly ownEnd: Date | null
}

export interface LooseTokens {
  /** Finds the tokens in any text and holds them. The first is the one to show. */
  readonly take: (text: string) => { readonly found: LooseToken[]; readonly note: string | null }
  /** Holds a token; one that is held already, for the same reason, keeps its id. */
  readonly add: (held: TokenToHold) => LooseToken
  /** Throws `inspection.gone`. */
  readonly find: (id: LooseTokenId) => FoundToken
  /** Those that were taken, made or looked at, the newest first. */
  readonly list: () => LooseToken[]
  readonly drop: (ids: readonly LooseTokenId[]) => void
  readonly clear: () => void
}

const mostHeld = 200

function tellOf(text: string): Told {
  const ownEnd = ownLife(takeApart(text)).expiresAt
  return { title: titleOf(text), ...kindOfToken(text), reference: tokenReference(text), ownEnd }
}

function shownOf({ id, told, place, synthetic, takenAt, context }: Held): LooseToken {
  const { ownEnd, ...said } = told
  const expiresAt = ownEnd ?? context?.tokens?.expiresAt ?? null
  return {
    ...{ id, place, ...said, expiresAt: expiresAt?.toISOString() ?? null },
    ...{ synthetic, takenAt: takenAt.toISOString() },
  }
}

/** Tokens that a person brought, or that were made or found here: in memory only, and never more than a few hundred. */
export function createLooseTokens({ now, newId, jtis }: LooseTokensParts): LooseTokens {
  /** By id, the one that was taken last at the end. */
  const held = new Map<LooseTokenId, Held>()
  const ownerOf = (id: LooseTokenId): string => `loose ${id}`

  function drop(id: LooseTokenId): void {
    held.delete(id)
    jtis.drop(ownerOf(id))
  }

  const isSame = (one: Held, other: TokenToHold): boolean =>
    one.token.reveal() === other.token.reveal() &&
    one.synthetic === other.synthetic &&
    one.context?.profileId === other.context?.profileId &&
    one.context?.sentTo === other.context?.sentTo

  function hold(asked: TokenToHold): Held {
    const known = [...held.values()].find((each) => isSame(each, asked))
    const isListed = asked.listed === 'now' || known?.isListed === true
    const told = known?.told ?? tellOf(asked.token.reveal())
    const one: Held = { ...asked, id: known?.id ?? newId(), takenAt: now(), isListed, told }
    // Taken anew, it is the newest.
    held.delete(one.id)
    held.set(one.id, one)
    const [oldest] = held.keys()
    if (held.size > mostHeld && oldest !== undefined) drop(oldest)
    // What was made here bears the jti of what it was made from, and tells nothing.
    if (!one.synthetic) {
      const { jti } = whatItSays({ content: { is: 'held', token: one.token } })
      const words = `a token that was seen here at ${sayTime(one.takenAt, now())}`
      jtis.set(ownerOf(one.id), [{ jti, fingerprint: tokenFingerprint(one.token), words }])
    }
    return one
  }

  /** What was made here is told as that when it comes back: by the clipboard, in a log. */
  function brought(text: string, place: string): TokenToHold {
    const same = [...held.values()].filter(({ token }) => token.reveal() === text)
    const isMade = same.length > 0 && same.every(({ synthetic }) => synthetic)
    const [known] = isMade ? same : []
    return known === undefined
      ? { token: new SecretText(text), place, synthetic: false, context: null, listed: 'now' }
      : { ...known, listed: 'now' }
  }

  return {
    take(text) {
      const { tokens, note } = findTokens(text)
      // The first in the text is the newest, so that it stands first in the list too.
      const found = tokens.toReversed().map(({ text: token, place }) => hold(brought(token, place)))
      return { found: found.toReversed().map(shownOf), note }
    },
    add: (asked) => shownOf(hold(asked)),
    find(id) {
      const one = held.get(id)
      if (one === undefined) throw new ClaimcheckError('inspection.gone', {})
      if (!one.isListed) held.set(id, { ...one, isListed: true })
      const { which = 'unknown', tokens = null, issuedBy = null, profileId = null, sentTo = null } = one.context ?? {}
      return {
        content: { is: 'held', token: one.token },
        ...{ which, tokens, issuedBy, profileId, sentTo, synthetic: one.synthetic, seenAt: one.takenAt },
      }
    },
    list: () =>
      [...held.values()]
        .filter(({ isListed }) => isListed)
        .toReversed()
        .map(shownOf),
    drop(ids) {
      for (const id of ids) drop(id)
    },
    clear() {
      for (const id of held.keys()) drop(id)
    },
  }
}
