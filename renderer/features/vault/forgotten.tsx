import { Button } from '@mantine/core'
import { DialogButtons } from '../../ui/dialog-buttons.tsx'
import { Notice } from '../../ui/notice.tsx'
import css from './vault.module.css'

interface ForgottenProps {
  /** Nothing says yet how tokens are to be kept from now on. */
  readonly needsChoice: boolean
  readonly onNext: () => void
  readonly onClose: () => void
}

/** What came of forgetting everything, and what is to be done next. */
export function Forgotten({ needsChoice, onNext, onClose }: ForgottenProps) {
  return (
    <>
      <Notice tone="ok" role="status" title="Everything is forgotten">
        The vault and its copies on this computer are deleted, with every token, client secret, password and key.
      </Notice>
      <p className={css['next']}>
        {needsChoice
          ? 'Your profiles are still there. Before they sign in again, choose how tokens are to be kept.'
          : 'Your profiles are still there, and a new, empty vault is open: sign in again where you need to, and enter client secrets anew.'}
      </p>
      <DialogButtons>
        <Button
          variant={needsChoice ? 'default' : 'filled'}
          data-autofocus={!needsChoice || undefined}
          onClick={onClose}
        >
          Close
        </Button>
        {needsChoice && (
          <Button variant="filled" data-autofocus onClick={onNext}>
            Choose how to keep tokens…
          </Button>
        )}
      </DialogButtons>
    </>
  )
}
