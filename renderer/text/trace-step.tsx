import type { TraceEntry } from '@contract/sign-in'
import { Chip } from '../ui/chip.tsx'
import { MethodLabel } from '../ui/method-label.tsx'
import { FoldedText } from './folded-text.tsx'
import { formatClock, formatDuration } from './times.ts'
import css from './trace-step.module.css'
import { rawBodyField } from './trace-text.ts'
import { visibleText } from './visible-characters.ts'

const resultOf = ({ status, durationMs, at }: TraceEntry): string =>
  [
    status === null ? [] : [String(status)],
    durationMs === null ? formatClock(new Date(at)) : formatDuration(durationMs),
  ]
    .flat()
    .join(' · ')

/** One request and its answer. The step that failed is open, marked, and says why. */
export function TraceStep({ entry, number }: { readonly entry: TraceEntry; readonly number: number }) {
  const isFailed = entry.problem !== null
  const members = entry.answerFields.filter(([name]) => name !== rawBodyField)
  const raw = entry.answerFields.filter(([name]) => name === rawBodyField)
  return (
    <li className={css['step']} data-failed={isFailed}>
      <details open={isFailed}>
        <summary className={css['head']}>
          <span className={css['number']}>{number}</span>
          <span className={css['title']}>{visibleText(entry.title)}</span>
          {isFailed && <Chip tone="bad">failed here</Chip>}
          <span className={css['result']}>{resultOf(entry)}</span>
        </summary>
        <div className={css['body']} data-selectable>
          {entry.problem !== null && <p className={css['problem']}>{visibleText(entry.problem)}</p>}
          <p className={css['address']}>
            <MethodLabel method={entry.method} full /> <FoldedText text={visibleText(entry.url)} name="the address" />
          </p>
          <FieldTable caption="Sent" fields={entry.requestFields} />
          <FieldTable caption={entry.status === null ? 'Answered' : `Answered ${entry.status}`} fields={members} />
          {entry.status === null && isFailed && <p className={css['caption']}>There was no answer.</p>}
          {raw.map(([, text], index) => (
            // There is one body at most; a second one would still stand in its place.
            // eslint-disable-next-line react/no-array-index-key -- see the line above
            <div key={index}>
              <p className={css['caption']}>Body as it came</p>
              <pre className={css['raw']}>{text.split('\n').map(visibleText).join('\n')}</pre>
            </div>
          ))}
        </div>
      </details>
    </li>
  )
}

function FieldTable({ caption, fields }: { readonly caption: string; readonly fields: TraceEntry['requestFields'] }) {
  if (fields.length === 0) return null
  return (
    <table className={css['fields']}>
      <caption>{caption}</caption>
      <tbody>
        {fields.map(([name, value], index) => (
          // Fields may repeat and never change their places.
          // eslint-disable-next-line react/no-array-index-key -- see the line above
          <tr key={index}>
            <th scope="row">{visibleText(name)}</th>
            <td>
              <FoldedText text={visibleText(value)} name={visibleText(name)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
