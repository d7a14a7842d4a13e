import { Button, Modal } from '@mantine/core'
import css from './confirm-dialog.module.css'

interface ConfirmDialogProps {
  readonly title: string
  readonly children: React.ReactNode
  readonly confirmLabel: string
  readonly onConfirm: () => void
  readonly onCancel: () => void
  /** A way out between yes and no: "Discard" beside "Save". */
  readonly other?: { readonly label: string; readonly onChoose: () => void }
  /** Colours the confirming button as one that destroys. */
  readonly dangerous?: boolean
}

/** Asks before something is lost. Mounted is open; Escape cancels, and the focus starts on the harmless button of a dangerous question. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, children, confirmLabel, onConfirm, onCancel, other, dangerous = false } = props
  return (
    <Modal opened onClose={onCancel} title={title} size="sm" closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className={css['question']}>{children}</div>
      <div className={css['buttons']}>
        {other !== undefined && (
          <Button variant="subtle" color="red" className={css['other']} onClick={other.onChoose}>
            {other.label}
          </Button>
        )}
        <Button onClick={onCancel} data-autofocus={dangerous || undefined}>
          Cancel
        </Button>
        <Button
          variant="filled"
          {...(dangerous && { color: 'red' })}
          onClick={onConfirm}
          data-autofocus={!dangerous || undefined}
        >
          {confirmLabel}
        </Button>
      </div>
    </Modal>
  )
}
