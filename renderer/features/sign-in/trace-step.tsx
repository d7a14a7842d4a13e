import type { TraceEntry } from '@contract/sign-in'
import { formatClock, formatDuration } from '../../text/times.ts'
import { visibleText } from '../../text/visible-characters.ts'
import { Chip } from '../../ui/chip.tsx'
import { MethodLabel } from '../../ui/method-label.tsx'
import css from './trace-dialog.module.css'

/** One request and its answer. The step that failed is open and says why. */
export function TraceStep({ entry, number }: { readonly entry: TraceEntry; readonly number: number }) {
  const isFailed = entry.problem !== null
  return (
    <li className={css['step']} data-failed={isFailed}>
      <details open={isFailed}>
        <summary className={css['head']}>
          <span className={css['number']}>{number}</span>
          <span className={css['title']}>{visibleText(entry.title)}</span>
          {isFailed && <Chip tone="bad">failed here</Chip>}
          <span className={css['result']}>
            {entry.status === null ? '' : `${entry.status} · `}
            {entry.durationMs === null ? formatClock(new Date(entry.at)) : formatDuration(entry.durationMs)}
          </span>
        </summary>
        <div className={css['body']} data-selectable>
          {entry.problem !== null && <p className={css['problem']}>{visibleText(entry.problem)}</p>}
          <p className={css['address']}>
            <MethodLabel method={entry.method} full /> {visibleText(entry.url)}
          </p>
          <FieldTable caption="Sent" fields={entry.requestFields} />
          <FieldTable
            caption={entry.status === null ? 'Answered' : `Answered ${entry.status}`}
            fields={entry.answerFields}
          />
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
            <td>{visibleText(value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
