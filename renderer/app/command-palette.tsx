import { Modal } from '@mantine/core'
import { useId, useState } from 'react'
import { visibleText } from '../text/visible-characters.ts'
import { KeyHint } from '../ui/key-hint.tsx'
import { MethodLabel } from '../ui/method-label.tsx'
import { matchingCommands, type Command } from './command.ts'
import css from './command-palette.module.css'

interface CommandPaletteProps {
  readonly commands: readonly Command[]
  readonly hint: string
  readonly typed: string
  readonly onTyped: (typed: string) => void
  readonly onClose: () => void
}

const mostShown = 200
const bringIntoView = (option: HTMLElement | null) => option?.scrollIntoView({ block: 'nearest' })

/** Everything that can be done, by typing a few letters of it. Mounted is open. */
export function CommandPalette({ commands, hint, typed, onTyped, onClose }: CommandPaletteProps) {
  const [place, setPlace] = useState(0)
  const listId = useId()
  const found = matchingCommands(commands, typed).slice(0, mostShown)
  const chosen = found[Math.min(place, found.length - 1)]

  const run = (command: Command) => {
    onClose()
    command.run()
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    const at = Math.min(place, found.length - 1)
    if (event.key === 'ArrowDown') setPlace((at + 1) % Math.max(1, found.length))
    else if (event.key === 'ArrowUp') setPlace((at - 1 + found.length) % Math.max(1, found.length))
    else if (event.key === 'Home' && event.ctrlKey) setPlace(0)
    else if (event.key === 'End' && event.ctrlKey) setPlace(found.length - 1)
    else if (event.key === 'Enter' && chosen !== undefined) run(chosen)
    else return
    event.preventDefault()
  }

  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      size={560}
      padding={0}
      centered={false}
      yOffset="10vh"
      attributes={{ content: { 'aria-label': 'Commands' } }}
    >
      <input
        className={css['input']}
        role="combobox"
        aria-label="Command or request"
        aria-expanded="true"
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={chosen === undefined ? undefined : `${listId}-${chosen.id}`}
        data-autofocus
        data-early-keys
        placeholder={hint}
        value={typed}
        onChange={(event) => {
          onTyped(event.currentTarget.value)
          setPlace(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div className={css['list']} role="listbox" id={listId} aria-label="Commands" tabIndex={-1}>
        {found.map((command, index) => (
          // The field keeps the focus; the list follows it by aria-activedescendant.
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- keys are handled in the field
          <div
            key={command.id}
            id={`${listId}-${command.id}`}
            role="option"
            ref={command === chosen ? bringIntoView : null}
            tabIndex={-1}
            aria-selected={command === chosen}
            className={command === chosen ? css['on'] : css['option']}
            onPointerMove={() => setPlace(index)}
            onClick={() => run(command)}
          >
            {command.method !== null && <MethodLabel method={command.method} />}
            <span className={css['title']}>{visibleText(command.title)}</span>
            <span className={css['note']}>{visibleText(command.note)}</span>
            {command.keys !== '' && <KeyHint keys={command.keys} />}
          </div>
        ))}
        {found.length === 0 && (
          <p className={css['none']} role="status">
            Nothing answers to that. Try a request’s name, a profile, or “theme”.
          </p>
        )}
      </div>
    </Modal>
  )
}
