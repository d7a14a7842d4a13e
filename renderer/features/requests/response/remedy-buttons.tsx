import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import type { Remedy } from '@contract/challenges'
import { visibleText } from '../../../text/visible-characters.ts'
import { remedyWords } from './remedy-words.ts'
import css from './why-banner.module.css'

const ConfirmDialog = lazy(async () => ({ default: (await import('../../../ui/confirm-dialog.tsx')).ConfirmDialog }))

/** As many as stand in one row beside "more"; 0 is a width that is not known yet. */
function buttonsInRow(widthPx: number): number {
  if (widthPx > 0 && widthPx < 420) return 1
  return widthPx > 0 && widthPx < 640 ? 2 : 3
}

interface RemedyButtonsProps {
  readonly remedies: readonly Remedy[]
  /** The name of whom it was sent as, for the words. */
  readonly sender: string
  readonly isAskingServer: boolean
  /** Of the banner; 0 while it is not known. */
  readonly widthPx: number
  readonly onRemedy: (remedy: Remedy) => void
}

/** The next steps: the first ones as buttons, and what is more in a menu, so that the words keep their room. */
export function RemedyButtons({ remedies, sender, isAskingServer, widthPx, onRemedy }: RemedyButtonsProps) {
  const [asked, setAsked] = useState<Remedy | null>(null)
  // What changes a profile for good is told before it is done.
  const begin = (remedy: Remedy) => (remedy.do === 'use-dpop' ? setAsked(remedy) : onRemedy(remedy))
  const inRow = buttonsInRow(widthPx)
  // A menu for one button would take as much room as the button.
  const shown = remedies.length <= inRow + 1 ? remedies : remedies.slice(0, inRow)
  const more = remedies.slice(shown.length)
  return (
    <>
      {shown.map((remedy) => {
        const { label, does } = remedyWords(remedy, sender)
        return (
          <Button
            key={JSON.stringify(remedy)}
            className={css['remedy']}
            title={`${label}. ${does}`}
            loading={remedy.do === 'ask-server' && isAskingServer}
            onClick={() => begin(remedy)}
          >
            {label}
          </Button>
        )
      })}
      {more.length > 0 && (
        <Menu position="bottom-end" width={300}>
          <Menu.Target>
            <Button
              variant="subtle"
              className={css['more-steps']}
              rightSection={<IconChevronDown size={13} aria-hidden="true" />}
              aria-label={`${more.length} more next steps`}
            >
              {more.length} more
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {more.map((remedy, place) => {
              const { label, does } = remedyWords(remedy, sender)
              return (
                <Menu.Item
                  key={JSON.stringify(remedy)}
                  data-autofocus={place === 0 || undefined}
                  disabled={remedy.do === 'ask-server' && isAskingServer}
                  onClick={() => begin(remedy)}
                >
                  {label}
                  <span className={css['does']}>{does}</span>
                </Menu.Item>
              )
            })}
          </Menu.Dropdown>
        </Menu>
      )}
      {asked !== null && (
        <Suspense fallback={null}>
          <ConfirmDialog
            title={`Use DPoP for ${visibleText(sender)}?`}
            confirmLabel="Use DPoP and sign in"
            onCancel={() => setAsked(null)}
            onConfirm={() => {
              setAsked(null)
              onRemedy(asked)
            }}
          >
            The profile {visibleText(sender)} will ask for tokens that are bound to a key of its own (RFC 9449), and
            every request that is sent as {visibleText(sender)} carries a proof made with that key. You sign in once
            more, then this request is sent again. It can be switched off in the profile.
          </ConfirmDialog>
        </Suspense>
      )}
    </>
  )
}
