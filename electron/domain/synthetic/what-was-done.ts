import type { Signing, TokenDraft } from '../../contract/inspection.ts'
import { sayList } from '../challenges/say.ts'
import { readWritten, type WrittenMember } from './json-text.ts'
import type { TokenBase } from './token-base.ts'
import { isPartChanged } from './written-part.ts'

const shortened = (text: string): string => (text.length > 24 ? `${text.slice(0, 24)}…` : text)

const jsonOf = (members: readonly WrittenMember[], name: string): readonly string[] =>
  members.filter((each) => each.name === name).map(({ json }) => json)

/** Names whose values differ, each once, in the order in which they stand. */
function changedNames(before: readonly WrittenMember[], after: readonly WrittenMember[]) {
  const names = [...new Set([...after, ...before].map(({ name }) => name))]
  const differs = (name: string) => jsonOf(before, name).join() !== jsonOf(after, name).join()
  const isGone = (name: string) => jsonOf(after, name).length === 0
  return {
    changed: names.filter((name) => !isGone(name) && differs(name)),
    gone: names.filter((name) => isGone(name)),
  }
}

function sayPart(part: 'header' | 'claims', text: string, base: TokenBase): string[] {
  if (!isPartChanged(part, text, base)) return []
  const [before, after] = [readWritten(base[part]), readWritten(text)]
  if (before === null || after === null) return [part === 'header' ? 'another header' : 'another payload']
  const { changed, gone } = changedNames(before, after)
  // What the algorithm says now is what such a token is known by.
  const algorithm = changed.includes('alg') && part === 'header' ? jsonOf(after, 'alg').at(-1) : undefined
  const others = changed.filter((name) => algorithm === undefined || name !== 'alg').map(shortened)
  return [
    ...(algorithm === undefined ? [] : [`alg ${shortened(algorithm.replace(/^"|"$/g, ''))}`]),
    ...(others.length === 0 ? [] : [`${sayList(others)} changed`]),
    ...(gone.length === 0 ? [] : [`without ${sayList(gone.map(shortened))}`]),
  ]
}

function saySigning(signing: Signing, isOfAttack: boolean): string {
  switch (signing.how) {
    case 'key':
      if (signing.key === '') return 'signed with an empty secret'
      return `signed with ${isOfAttack ? 'the key of the attack' : 'a key of yours'} (${signing.alg})`
    case 'as-it-was':
      return 'signature as it was'
    case 'bit-flipped':
      return 'one bit of the signature changed'
    case 'cut-off':
      return 'signature cut off'
    case 'written':
      return /^A*$/.test(signing.signature) ? 'signature of zeros' : 'another signature'
    case 'foreign-key':
      return signing.embed ? 'signed with a key that it brings along' : 'signed with a key that nobody knows'
    case 'key-confusion':
      return `${signing.alg} with the public key`
  }
}

/**
 * What was done to a token, in words: "alg none, signature cut off", the attack's title first where it is one:
 * "Expired an hour ago: exp changed, signature as it was". Holds names, no claim's value.
 */
export function whatWasDone(draft: TokenDraft, base: TokenBase | null, attack: string | null): string {
  const changes =
    base === null ? [] : [...sayPart('header', draft.header, base), ...sayPart('claims', draft.claims, base)]
  const done = [...changes, saySigning(draft.signing, attack !== null)].join(', ')
  return attack === null || done.startsWith(`${attack},`) ? done : `${attack}: ${done}`
}
