import { visibleText } from '../../../text/visible-characters.ts'
import css from './headers-view.module.css'

interface HeadersViewProps {
  readonly label: string
  readonly headers: readonly (readonly [string, string])[]
}

/** Header lines in the order in which they went over the wire, repeated ones included. */
export function HeadersView({ label, headers }: HeadersViewProps) {
  if (headers.length === 0) return <p className={css['none']}>No headers.</p>
  return (
    <table className={css['table']} aria-label={label} data-selectable>
      <tbody>
        {headers.map(([name, value], index) => (
          // Lines may repeat; their order is what tells them apart.
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
