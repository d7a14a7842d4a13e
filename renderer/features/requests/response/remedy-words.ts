import type { Remedy } from '@contract/challenges'
import { formatSpan } from '../../../text/times.ts'
import { visibleText } from '../../../text/visible-characters.ts'

interface RemedyWords {
  readonly label: string
  /** What will happen, in a sentence. */
  readonly does: string
}

const listOf = (names: readonly string[]): string => names.map(visibleText).join(' ')

function stepUpWords({ acrValues, maxAgeSeconds }: Extract<Remedy, { do: 'step-up' }>): RemedyWords {
  const [level] = acrValues
  const levels = acrValues.length === 0 ? [] : [`at the level ${acrValues.map(visibleText).join(' or ')}`]
  const age =
    maxAgeSeconds === null
      ? []
      : [maxAgeSeconds === 0 ? 'afresh' : `no longer than ${formatSpan(maxAgeSeconds * 1000)} ago`]
  const wanted = [...levels, ...age].join(', ')
  return {
    label: level === undefined ? 'Sign in afresh and send' : `Sign in at ${visibleText(level)} and send`,
    does: `Asks for a sign-in ${wanted === '' ? 'afresh' : wanted} in your browser, then sends again (RFC 9470 §4).`,
  }
}

/** What a button under the reason of a refusal is called, and what it does. `sender`: as whom it was sent. */
export function remedyWords(remedy: Remedy, sender: string): RemedyWords {
  const who = visibleText(sender)
  switch (remedy.do) {
    case 'sign-in':
      return { label: `Sign in as ${who} and send`, does: 'Gets new tokens by a sign-in, then sends again.' }
    case 'ask-for-scopes':
      return {
        label: `Ask for ${listOf(remedy.scopes)}`,
        does: `Signs in as ${who} and asks for ${listOf(remedy.scopes)} too, then sends again.`,
      }
    case 'refresh-and-resend':
      return { label: 'Refresh and send again', does: 'Gets a new access token without a sign-in, then sends again.' }
    case 'send-as':
      return {
        label: `Send as ${visibleText(remedy.profileName)}`,
        does: 'Sends the same request once as another profile; a typed credential is switched off, which can be undone.',
      }
    case 'edit-profile':
      return { label: `Edit ${who}`, does: 'Opens the profile, where what was refused is entered.' }
    case 'choose-profile':
      return { label: 'Choose a profile', does: 'Opens the choice of whom the request is sent as.' }
    case 'find-login':
      return { label: 'Find its login', does: 'Reads where the API gets its tokens, and makes a profile for it.' }
    case 'step-up':
      return stepUpWords(remedy)
    case 'use-dpop':
      return {
        label: 'Use DPoP and send…',
        does: `Says what changes in ${who} first, then binds its tokens to a key and sends again (RFC 9449).`,
      }
    case 'ask-server':
      return {
        label: 'Ask the token’s server',
        does: 'Asks the server that gave the token whether it still counts (RFC 7662), and tells the reason anew.',
      }
    case 'drop-typed-credential':
      return {
        label: 'Send without the typed credential',
        does: 'Switches off what was typed into this request as a credential, which can be undone, and sends again.',
      }
    case 'inspect':
      return remedy.claim === null
        ? { label: 'Inspect the token', does: 'Shows the token that was sent, explained and checked.' }
        : { label: `Inspect “${visibleText(remedy.claim)}”`, does: 'Shows the token that was sent, at that claim.' }
  }
}
