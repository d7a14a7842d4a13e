import type { TokenEvent, TokenHappening } from '@contract/tokens'
import { countOf } from '../../text/sizes.ts'
import { formatClockBeside } from '../../text/times.ts'
import { visibleText } from '../../text/visible-characters.ts'
import type { Tone } from '../../ui/tone.ts'
import { whichWords } from './which-words.ts'

/** One event for a person: what happened, and what is worth knowing of it. */
interface EventWords {
  readonly title: string
  readonly details: readonly string[]
  readonly tone: Tone
}

type Of<Kind extends TokenHappening['kind']> = Extract<TokenHappening, { kind: Kind }>

const refreshTitles = {
  expiring: 'Refreshed before it expired, for a request',
  'in-background': 'Kept fresh in the background',
  'after-401': 'Refreshed after the API answered 401',
  'by-hand': 'Refreshed by hand',
  'after-crash': 'Refreshed again: a crash had cut a refresh short',
  elsewhere: 'Renewed by another Claimcheck',
} as const satisfies Record<Of<'refreshed'>['cause'], string>

const namesOf = (scopes: readonly string[]): string => scopes.map(visibleText).join(', ')

/** `isPersonal`: a person signs in; others are only given a token. */
export function eventWords({ at, what }: TokenEvent, isPersonal: boolean): EventWords {
  const clock = (instant: string) => formatClockBeside(new Date(instant), new Date(at))
  const life = ({ reference, expiresAt }: Of<'signed-in'> | Of<'refreshed'>) =>
    `${visibleText(reference)} · ${expiresAt === null ? 'when it expires is unknown' : `good until ${clock(expiresAt)}`}`
  switch (what.kind) {
    case 'signed-in': {
      const scopes = what.scopes.length === 0 ? [] : [`With ${namesOf(what.scopes)}`]
      return { title: isPersonal ? 'Signed in' : 'Got a token', details: [life(what), ...scopes], tone: 'ok' }
    }
    case 'refreshed': {
      const { cause, rotated, scopesLost } = what
      const rotation = rotated ? ['The refresh token was replaced too'] : []
      if (scopesLost.length === 0)
        return { title: refreshTitles[cause], details: [life(what), ...rotation], tone: 'ok' }
      const loss = `The new token lacks ${namesOf(scopesLost)}`
      return { title: refreshTitles[cause], details: [loss, life(what), ...rotation], tone: 'warn' }
    }
    case 'refresh-failed': {
      const next = what.retryAt === null ? 'when a request needs the token' : `from ${clock(what.retryAt)} on`
      const details = [visibleText(what.message), `The tokens are kept; to be tried again ${next}`]
      return { title: 'A refresh failed', details, tone: 'warn' }
    }
    case 'refused': {
      const isOver = what.over === true
      const who = isOver ? 'The server' : 'It'
      const said = what.description === null ? [] : [`${who} said: ${visibleText(what.description)}`]
      if (isOver) {
        const details = ['It ended when the server had said that it would', ...said]
        return { title: 'The sign-in had lasted its time; sign in again', details, tone: 'warn' }
      }
      return { title: 'The server refused the refresh token; sign in again', details: said, tone: 'bad' }
    }
    case 'answer-lost':
      return {
        title: `The answer to the refresh at ${clock(what.startedAt)} was lost; sign in again`,
        details: ['The server may have taken the old refresh token for spent, so it is not used any more'],
        tone: 'bad',
      }
    case 'used': {
      const { requests, refused, lastAt } = what
      const last = requests === 1 ? [] : [`The last one at ${clock(lastAt)}`]
      const by = `Used by ${countOf(requests, 'request')}`
      if (refused === 0) return { title: by, details: last, tone: 'off' }
      const were = requests === 1 ? 'refused' : `${refused.toLocaleString('en')} refused`
      return { title: `${by}, ${were}`, details: ['Refused: the API answered with 401', ...last], tone: 'warn' }
    }
    case 'not-saved': {
      const details = ['They are held until Claimcheck quits, and saving is tried again']
      return { title: 'The new tokens could not be saved', details, tone: 'bad' }
    }
    case 'saved-late':
      return { title: 'The new tokens are saved after all', details: [], tone: 'ok' }
    case 'copied':
      return { title: `The ${whichWords[what.which]} was copied`, details: [], tone: 'off' }
    case 'revoked': {
      const which = what.tokens.map((each) => whichWords[each]).join(' and ')
      const details = which === '' ? [] : [`The ${which}`]
      return { title: 'Revoked at the server', details, tone: 'info' }
    }
    case 'signed-out':
      return { title: 'Signed out at the server', details: [], tone: 'info' }
    case 'forgotten':
      return { title: isPersonal ? 'Signed out here' : 'The token was forgotten', details: [], tone: 'info' }
  }
}
