import { Checkbox } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { IconButton } from './icon-button.tsx'
import css from './field-table.module.css'

/** A line: switched off, it is kept and not sent. */
interface Field {
  readonly name: string
  readonly value: string
  readonly enabled: boolean
}

interface FieldTableProps {
  /** What one line is: "Header", "Parameter", "Field". */
  readonly noun: string
  readonly fields: readonly Field[]
  readonly onEdited: (fields: Field[]) => void
  /** The id of a <datalist> with names worth offering. */
  readonly nameListId?: string
  /** A warning to show below a line; null for none. */
  readonly warningFor?: (field: Field) => string | null
}

const emptyLine: Field = { name: '', value: '', enabled: true }

/** Lines of name and value. The last line is always empty: typing in it adds one. */
export function FieldTable({ noun, fields, onEdited, nameListId, warningFor }: FieldTableProps) {
  const change = (index: number, part: Partial<Field>) => {
    const line = { ...(fields[index] ?? emptyLine), ...part }
    onEdited(index < fields.length ? fields.with(index, line) : [...fields, line])
  }
  const remove = (index: number) => onEdited(fields.toSpliced(index, 1))

  return (
    <table className={css['table']} aria-label={`${noun}s`}>
      <thead>
        <tr>
          <th className={css['switch']}>
            <span className={css['hidden']}>Sent</span>
          </th>
          <th className={css['name']}>Name</th>
          <th>Value</th>
          <th className={css['switch']}>
            <span className={css['hidden']}>Remove</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {[...fields, emptyLine].map((field, index) => {
          const isNew = index === fields.length
          const which = isNew ? `New ${noun.toLowerCase()}` : `${noun} ${index + 1}`
          const warning = isNew ? null : (warningFor?.(field) ?? null)
          return (
            // A line is known by its place only: two may be equal.
            // eslint-disable-next-line react/no-array-index-key -- see the line above
            <tr
              key={index}
              className={field.enabled ? undefined : css['off']}
              onKeyDown={(event) => moveBetweenLines(event)}
            >
              <td className={css['switch']}>
                {!isNew && (
                  <Checkbox
                    size="xs"
                    aria-label={`Send ${which.toLowerCase()}${field.name === '' ? '' : `, ${field.name}`}`}
                    checked={field.enabled}
                    onChange={(event) => change(index, { enabled: event.currentTarget.checked })}
                  />
                )}
              </td>
              <td>
                <input
                  className={css['cell']}
                  aria-label={`${which} name`}
                  placeholder={isNew ? 'Name' : ''}
                  list={nameListId}
                  value={field.name}
                  spellCheck={false}
                  autoComplete="off"
                  data-column="name"
                  onChange={(event) => change(index, { name: event.currentTarget.value })}
                />
              </td>
              <td>
                <input
                  className={css['cell']}
                  aria-label={`${which} value`}
                  placeholder={isNew ? 'Value' : ''}
                  value={field.value}
                  spellCheck={false}
                  autoComplete="off"
                  data-column="value"
                  onChange={(event) => change(index, { value: event.currentTarget.value })}
                />
                {warning !== null && (
                  <p className={css['warning']} role="status">
                    {warning}
                  </p>
                )}
              </td>
              <td className={css['switch']}>
                {!isNew && (
                  <IconButton label={`Remove ${which.toLowerCase()}`} size={22} onClick={() => remove(index)}>
                    <IconX size={14} />
                  </IconButton>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** Enter goes on: from a name to its value, from a value to the next line. Alt and an arrow stay in the column. */
function moveBetweenLines(event: React.KeyboardEvent<HTMLTableRowElement>): void {
  const { target, currentTarget: row } = event
  if (!(target instanceof HTMLInputElement) || target.type === 'checkbox' || event.ctrlKey || event.metaKey) return
  const column = target.dataset['column'] ?? 'name'
  const goTo = (line: Element | null, wanted: string) => {
    const cell = line?.querySelector<HTMLInputElement>(`[data-column="${wanted}"]`)
    if (cell === null || cell === undefined) return
    event.preventDefault()
    cell.focus()
  }
  if (event.key === 'Enter')
    goTo(column === 'name' ? row : row.nextElementSibling, column === 'name' ? 'value' : 'name')
  else if (event.altKey && event.key === 'ArrowDown') goTo(row.nextElementSibling, column)
  else if (event.altKey && event.key === 'ArrowUp') goTo(row.previousElementSibling, column)
}
