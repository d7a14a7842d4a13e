import { VisuallyHidden } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useRef } from 'react'
import { visibleText } from '../../../text/visible-characters.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { keyText } from '../../../ui/key-hint.tsx'
import { MethodLabel } from '../../../ui/method-label.tsx'
import css from './request-tabs.module.css'
import type { OpenTab } from './tab-state.ts'

interface RequestTabsProps {
  readonly tabs: readonly OpenTab[]
  readonly activeTab: string | null
  readonly onChosen: (id: string) => void
  readonly onClosed: (id: string) => void
  readonly onMoved: (id: string, before: string | null) => void
  readonly onNew: () => void
}

const dragType = 'application/x-claimcheck-tab'
const bringIntoView = (tab: HTMLElement | null) => tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' })

/** Open requests. Arrow keys choose, Delete closes, Alt with an arrow moves; a middle click closes. */
export function RequestTabs({ tabs, activeTab, onChosen, onClosed, onMoved, onNew }: RequestTabsProps) {
  const row = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: React.KeyboardEvent, id: string) => {
    const at = tabs.findIndex((tab) => tab.id === id)
    const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
    if (event.key === 'Delete') onClosed(id)
    else if (step !== 0 && event.altKey) {
      // Moving right means standing before the one after the neighbour.
      const before = tabs[step < 0 ? at - 1 : at + 2]?.id ?? null
      if (step > 0 || at > 0) onMoved(id, before)
    } else if (step !== 0) {
      const next = tabs.at((at + step) % tabs.length)
      if (next === undefined) return
      onChosen(next.id)
      row.current?.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus()
    } else return
    event.preventDefault()
  }

  return (
    <div className={css['bar']}>
      {/* A tablist holds tabs only: it owns them here, while each one's Close stands beside it. */}
      <div role="tablist" aria-label="Open requests" aria-owns={tabs.map(({ id }) => `tab-${id}`).join(' ')} />
      <div className={css['tabs']} ref={row}>
        {tabs.map((tab) => {
          const isActive = tab.id === activeTab
          const title = visibleText(tab.title)
          return (
            <div
              key={tab.id}
              className={isActive ? css['on'] : css['tab']}
              role="presentation"
              ref={isActive ? bringIntoView : null}
              draggable
              onDragStart={(event) => event.dataTransfer.setData(dragType, tab.id)}
              onDragOver={(event) => {
                if (event.dataTransfer.types.includes(dragType)) event.preventDefault()
              }}
              onDrop={(event) => onMoved(event.dataTransfer.getData(dragType), tab.id)}
              onAuxClick={(event) => {
                if (event.button === 1) onClosed(tab.id)
              }}
            >
              <button
                type="button"
                role="tab"
                className={css['name']}
                aria-selected={isActive}
                id={`tab-${tab.id}`}
                tabIndex={isActive ? 0 : -1}
                data-tab={tab.id}
                title={`${title}${tab.path === null ? ' (not saved)' : `\n${visibleText(tab.path)}`}`}
                onClick={() => onChosen(tab.id)}
                onKeyDown={(event) => onKeyDown(event, tab.id)}
              >
                <MethodLabel method={tab.draft.method} /> <span className={css['title']}>{title}</span>
                {tab.changed && <VisuallyHidden>, changed</VisuallyHidden>}
              </button>
              <button
                type="button"
                className={tab.changed ? css['close-changed'] : css['close']}
                aria-label={`Close ${title}`}
                title={tab.changed ? 'Changed, not saved. Close' : `Close (${keyText('Mod+W')})`}
                tabIndex={-1}
                onClick={() => onClosed(tab.id)}
              >
                <IconX size={13} aria-hidden="true" />
              </button>
            </div>
          )
        })}
      </div>
      <div
        className={css['rest']}
        onDragOver={(event) => {
          if (event.dataTransfer.types.includes(dragType)) event.preventDefault()
        }}
        onDrop={(event) => onMoved(event.dataTransfer.getData(dragType), null)}
      >
        <IconButton label={`New request (${keyText('Mod+T')})`} onClick={onNew}>
          <IconPlus size={15} />
        </IconButton>
      </div>
    </div>
  )
}
