import { Button, Checkbox, Modal, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import type { ProfileId } from '@contract/ids'
import type { ProfileSummary } from '@contract/profiles'
import { useAsk } from '../../../bridge/use-ask.ts'
import { FailureNotice } from '../../../text/failure-notice.tsx'
import { visibleText } from '../../../text/visible-characters.ts'
import { wayName } from '../../../text/way-words.ts'
import { DialogButtons } from '../../../ui/dialog-buttons.tsx'
import { NewPassphrase } from '../../../ui/new-passphrase.tsx'
import { hasTooFewCharacters } from '../../../ui/passphrase-strength.ts'
import css from './exchange-dialog.module.css'

// The contract's constant sits beside its zod schemas; importing the value would bring zod into the window.
const minimumLength: typeof import('@contract/vault').minimumPassphraseLength = 12

interface ExportDialogProps {
  readonly profiles: readonly ProfileSummary[]
  /** Ticked from the start. */
  readonly chosen: readonly ProfileId[]
  readonly onClose: () => void
}

const choices = [
  { value: 'without', label: 'Without secrets' },
  { value: 'with', label: 'With secrets, under a passphrase' },
] as const

/** Hands profiles on as a file. Secrets go along only under a passphrase; tokens never do. */
export function ExportDialog({ profiles, chosen, onClose }: ExportDialogProps) {
  const [ids, setIds] = useState<ReadonlySet<ProfileId>>(new Set(chosen))
  const [kind, setKind] = useState<'with' | 'without'>('without')
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const [wasTried, setTried] = useState(false)
  const write = useAsk('profiles.export')
  const willDo = passphrase.length >= minimumLength && !hasTooFewCharacters(passphrase)
  const isReady = kind === 'without' || (willDo && passphrase === again)
  const toggle = (id: ProfileId) => setIds(new Set(ids.has(id) ? [...ids].filter((each) => each !== id) : [...ids, id]))
  const submit = () => {
    setTried(true)
    if (!isReady || ids.size === 0) return
    const profileIds = profiles.filter(({ id }) => ids.has(id)).map(({ id }) => id)
    write.run({ profileIds, passphrase: kind === 'with' ? passphrase : null }, ({ saved }) => {
      if (saved) onClose()
    })
  }
  return (
    <Modal opened onClose={onClose} title="Export profiles" size={520} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <div className={css['head']}>
          <p>
            {ids.size} of {profiles.length} chosen
          </p>
          <Button
            variant="subtle"
            onClick={() => setIds(new Set(ids.size === profiles.length ? [] : profiles.map(({ id }) => id)))}
          >
            {ids.size === profiles.length ? 'Choose none' : 'Choose all'}
          </Button>
        </div>
        <div className={css['list']} role="group" aria-label="Profiles to export">
          {profiles.map(({ id, name, way }) => (
            <Checkbox
              key={id}
              size="xs"
              label={`${visibleText(name)} · ${wayName(way)}`}
              checked={ids.has(id)}
              onChange={() => toggle(id)}
            />
          ))}
        </div>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label="Secrets"
          data={[...choices]}
          value={kind}
          onChange={(value) => setKind(value === 'with' ? 'with' : 'without')}
        />
        <p className={css['aside']}>
          {kind === 'without'
            ? 'Settings only. Whoever imports the file enters the secrets.'
            : 'Client secrets, keys and passwords go along, sealed. Tokens never do.'}
        </p>
        {kind === 'with' && (
          <NewPassphrase
            passphrase={passphrase}
            again={again}
            minimumLength={minimumLength}
            wasTried={wasTried}
            onPassphrase={setPassphrase}
            onAgain={setAgain}
          />
        )}
        {write.failure !== null && <FailureNotice failure={write.failure} on={{ retry: submit }} />}
        <DialogButtons isSticky>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="filled" type="submit" loading={write.isRunning} disabled={ids.size === 0}>
            Export…
          </Button>
        </DialogButtons>
      </form>
    </Modal>
  )
}
