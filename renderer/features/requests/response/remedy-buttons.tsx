import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import type { Remedy } from '@contract/challenges'
import { visibleText } from '../../../text/visible-characters.ts'
import { remedyWords } from './remedy-words.ts'
import css from './why-banner.module.css'

const ConfirmDialog = lazy(async () => ({ default: (await import('../../../ui/confirm-dialog.tsx')).ConfirmDialog }))

const mostButtons = 4
const shownOfMore = 3

interface RemedyButtonsProps {
  readonly remedies: readonly Remedy[]
  /** The name of whom it was sent as, for the words. */
  readonly sender: string
  readonly isAskingServer: boolean
  readonly onRemedy: (remedy: Remedy) => void
}

/** The next steps: the first ones as buttons, and what is more in a menu, so that the words keep their room. */
export function RemedyButtons({ remedies, sender, isAskingServer, onRemedy }: RemedyButtonsProps) {
  const [asked, setAsked] = useState<Remedy | null>(null)
  // What changes a profile for good is told before it is done.
  const begin = (remedy: Remedy) => (remedy.do === 'use-dpop' ? setAsked(remedy) : onRemedy(remedy))
  const shown = remedies.length <= mostButtons ? remedies : remedies.slice(0, shownOfMore)
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
