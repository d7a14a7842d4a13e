import { Fragment } from 'react'
import type { Challenge } from '@contract/challenges'
import type { TokenInExchange } from '@contract/inspection'
import { visibleText } from '../../../text/visible-characters.ts'
import { challengesByLine } from './challenges-by-line.ts'
import { ExplainedChallenges } from './explained-challenges.tsx'
import css from './headers-view.module.css'
import { InspectButtons, type OnInspectToken } from './inspect-buttons.tsx'
import { tokensByLine } from './place-tokens.ts'

interface HeadersViewProps {
  readonly label: string
  readonly headers: readonly (readonly [string, string])[]
  /** Those that stand in these headers. */
  readonly tokens: readonly TokenInExchange[]
  readonly onInspect: OnInspectToken
  /** What main read in the challenge lines among them. */
  readonly challenges?: readonly Challenge[]
}

const isChallengeLine = (name: string) => /^(?:www|proxy)-authenticate$/i.test(name)

/** Header lines in the order in which they went over the wire, repeated ones included. */
export function HeadersView({ label, headers, tokens, onInspect, challenges = [] }: HeadersViewProps) {
  if (headers.length === 0) return <p className={css['none']}>No headers.</p>
  const tokensAt = tokensByLine(headers, tokens)
  const asking = headers.flatMap(([name], place) => (isChallengeLine(name) ? [place] : []))
  const explained = challengesByLine(
    asking.map((place) => headers[place]?.[1] ?? ''),
    challenges,
  )
  const challengesAt = (place: number) => explained[asking.indexOf(place)] ?? []
  return (
    <table className={css['table']} aria-label={label} data-selectable>
      <tbody>
        {headers.map(([name, value], place) => (
          // Lines may repeat; their order is what tells them apart.
          // eslint-disable-next-line react/no-array-index-key -- see the line above
          <Fragment key={place}>
            <tr>
              <th scope="row">{visibleText(name)}</th>
              <td>
                {visibleText(value)}
                <InspectButtons
                  tokens={tokensAt[place] ?? []}
                  where={`the header ${visibleText(name)}`}
                  onInspect={onInspect}
                />
              </td>
            </tr>
            {challengesAt(place).length > 0 && (
              <tr>
                <td colSpan={2} className={css['explained']}>
                  <ExplainedChallenges challenges={challengesAt(place)} />
                </td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  )
}
