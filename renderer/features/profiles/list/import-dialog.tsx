import { Button, Modal } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { ResponseOf } from '@contract/channels'
import type { ProfileImport } from '@contract/profiles'
import { queryKeys } from '../../../bridge/query-keys.ts'
import { useAsk } from '../../../bridge/use-ask.ts'
import { FailureNotice } from '../../../text/failure-notice.tsx'
import { DialogButtons } from '../../../ui/dialog-buttons.tsx'
import { ImportContent } from './import-content.tsx'
import { ImportResult } from './import-result.tsx'

/** Takes profiles over from a file: first it is chosen, then its content is shown, then what came of it. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const [file, setFile] = useState<ProfileImport | null>(null)
  const [result, setResult] = useState<ResponseOf<'profiles.import'> | null>(null)
  const choose = useAsk('profiles.chooseImport')
  const take = useAsk('profiles.import', [queryKeys.profiles])
  const ask = () =>
    choose.run({}, (chosen) => {
      if (chosen !== null) setFile(chosen)
      else if (file === null) onClose()
    })
  const first = useRef(ask)
  // The system's dialog comes first: there is nothing to show before a file is chosen.
  useEffect(() => first.current(), [])
  const title = result !== null ? 'Profiles imported' : 'Import profiles'
  return (
    <Modal opened onClose={onClose} title={title} size={520} closeButtonProps={{ 'aria-label': 'Close' }}>
      {result !== null && <ImportResult result={result} onClose={onClose} />}
      {result === null && file !== null && (
        <ImportContent
          key={file.fileName}
          file={file}
          isRunning={take.isRunning}
          failure={take.failure}
          onImport={(passphrase) => take.run({ passphrase }, setResult)}
          onOther={ask}
          onClose={onClose}
        />
      )}
      {result === null && file === null && (
        <>
          {choose.failure === null && <p role="status">Choose a file…</p>}
          {choose.failure !== null && <FailureNotice failure={choose.failure} />}
          <DialogButtons>
            <Button onClick={onClose}>Cancel</Button>
            {choose.failure !== null && (
              <Button variant="filled" onClick={ask}>
                Choose another file…
              </Button>
            )}
          </DialogButtons>
        </>
      )}
    </Modal>
  )
}
