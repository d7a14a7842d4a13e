import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { ResponseOf } from '@contract/channels'
import type { VaultImport } from '@contract/vault'
import { useNow } from '../../bridge/use-now.ts'
import { queryKeys } from '../../bridge/query-keys.ts'
import { useAsk } from '../../bridge/use-ask.ts'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { failureText } from '../../text/failure-text.ts'
import { countOf } from '../../text/sizes.ts'
import { formatMoment } from '../../text/times.ts'
import { visibleText } from '../../text/visible-characters.ts'
import { DialogButtons } from '../../ui/dialog-buttons.tsx'
import { ImportChoice } from './import-choice.tsx'
import { PassphraseField } from './passphrase-field.tsx'
import { Result } from './result.tsx'
import css from './vault.module.css'

interface ImportVaultProps {
  readonly onBack: () => void
  readonly onClose: () => void
}

type ChosenFile = NonNullable<ResponseOf<'vault.chooseImport'>>

/** Takes profiles over from an exported vault: the file, its passphrase, then which of them. */
export function ImportVault({ onBack, onClose }: ImportVaultProps) {
  const [file, setFile] = useState<ChosenFile | null>(null)
  const [content, setContent] = useState<VaultImport | null>(null)
  const [result, setResult] = useState<ResponseOf<'vault.import'> | null>(null)
  const choose = useAsk('vault.chooseImport')
  const take = useAsk('vault.import', [queryKeys.profiles, queryKeys.tokens, queryKeys.vault])
  const ask = () =>
    choose.run({}, (chosen) => {
      if (chosen === null) return file === null ? onBack() : undefined
      setContent(null)
      take.dismiss()
      setFile(chosen)
    })
  const first = useRef(ask)
  // The system's dialog comes first: there is nothing to show before a file is chosen.
  useEffect(() => first.current(), [])

  if (result !== null) {
    const { added, replaced, secrets } = result
    return (
      <Result onClose={onClose}>
        {countOf(added, 'profile')} added, {replaced} replaced, with {countOf(secrets, 'secret')}.
      </Result>
    )
  }
  if (content !== null) {
    return (
      <ImportChoice
        content={content}
        isRunning={take.isRunning}
        failure={take.failure}
        onImport={(wish) => take.run(wish, setResult)}
        onOther={ask}
        onBack={onBack}
      />
    )
  }
  if (file !== null) {
    return (
      <OpenFile
        key={`${file.fileName} ${file.exportedAt}`}
        file={file}
        onOpened={setContent}
        onOther={ask}
        onBack={onBack}
      />
    )
  }
  return (
    <>
      {choose.failure === null ? (
        <p role="status">Choose the file of an export…</p>
      ) : (
        <FailureNotice failure={choose.failure} />
      )}
      <DialogButtons>
        <Button onClick={onBack}>Back</Button>
        {choose.failure !== null && (
          <Button variant="filled" onClick={ask}>
            Choose another file…
          </Button>
        )}
      </DialogButtons>
    </>
  )
}

interface OpenFileProps {
  readonly file: ChosenFile
  readonly onOpened: (content: VaultImport) => void
  readonly onOther: () => void
  readonly onBack: () => void
}

/** Asks for the passphrase that the file was exported with. */
function OpenFile({ file, onOpened, onOther, onBack }: OpenFileProps) {
  const now = useNow()
  const [passphrase, setPassphrase] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const open = useAsk('vault.openImport')
  const isWrong = open.failure?.code === 'vault.wrong_passphrase'
  // The dialog was open before there was anything to type in.
  useEffect(() => field.current?.focus(), [])
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (passphrase === '') return
        field.current?.select()
        open.run({ passphrase }, (content) => {
          setPassphrase('')
          onOpened(content)
        })
      }}
    >
      <p className={css['meaning']}>
        {visibleText(file.fileName)}, exported at {formatMoment(new Date(file.exportedAt), now)}
      </p>
      <PassphraseField
        ref={field}
        label="Passphrase of the file"
        value={passphrase}
        problem={isWrong && open.failure !== null ? failureText(open.failure).title : undefined}
        onTyped={(text) => {
          open.dismiss()
          setPassphrase(text)
        }}
      />
      {open.failure !== null && !isWrong && <FailureNotice failure={open.failure} />}
      <DialogButtons>
        <Button variant="subtle" onClick={onOther}>
          Another file…
        </Button>
        <Button onClick={onBack}>Back</Button>
        <Button variant="filled" type="submit" loading={open.isRunning} disabled={passphrase === ''}>
          Open
        </Button>
      </DialogButtons>
    </form>
  )
}
