import { Button, Textarea } from '@mantine/core'
import { useId, useRef, useState } from 'react'
import { countOf } from '../../text/sizes.ts'
import { readAuthorities } from './read-authorities.ts'
import css from './settings.module.css'

interface AuthoritiesSettingProps {
  /** As it is in force; '' is none. */
  readonly pem: string
  readonly problem: string | undefined
  readonly isSaving: boolean
  readonly onSave: (pem: string) => void
}

const longestFileBytes = 1_000_000

/** Certificates of a company's own authorities: trusted beside the built-in ones, for requests and sign-ins alike. */
export function AuthoritiesSetting({ pem, problem, isSaving, onSave }: AuthoritiesSettingProps) {
  const id = useId()
  const file = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState<{ readonly text: string; readonly over: string } | null>(null)
  const [fileProblem, setFileProblem] = useState<string | null>(null)
  // What changed elsewhere replaces what was typed over the old value.
  const text = typed?.over === pem ? typed.text : pem
  const read = readAuthorities(text)
  const isChanged = text !== pem
  const inForce = readAuthorities(pem).count
  const said = fileProblem ?? problem ?? read.problem
  const take = (next: string) => {
    setFileProblem(null)
    setTyped({ text: next, over: pem })
  }
  const load = (chosen: File | undefined) => {
    if (chosen === undefined) return
    if (chosen.size > longestFileBytes) return setFileProblem('That file is too large for certificates.')
    chosen.text().then(
      (content) => take(text.trim() === '' ? content : `${text.trimEnd()}\n${content}`),
      () => setFileProblem('That file could not be read.'),
    )
  }
  return (
    <div className={css['setting']}>
      <div className={css['words']}>
        <label htmlFor={id}>Certificate authorities</label>
        <p className={css['hint']}>
          PEM certificates to trust beside the built-in ones, for requests and for sign-ins.{' '}
          {inForce === 0 ? 'None is added now.' : `${countOf(inForce, 'authority', 'authorities')} in force.`}
        </p>
      </div>
      <div className={css['wide']}>
        <Textarea
          id={id}
          classNames={{ input: css['pem'] ?? '' }}
          rows={text === '' ? 3 : 7}
          spellCheck={false}
          placeholder="-----BEGIN CERTIFICATE-----"
          value={text}
          error={said !== null && text.trim() !== ''}
          // The library ties a field to its own description only, and takes any other aria-describedby away.
          inputWrapperOrder={['input', 'description']}
          description={<>{said ?? (isChanged ? `${countOf(read.count, 'certificate')}, not saved yet` : '')}</>}
          descriptionProps={{ role: 'status', className: css['problem'] ?? '', mod: { quiet: said === null } }}
          onChange={(event) => take(event.currentTarget.value)}
        />
        <div className={css['deeds']}>
          <input
            ref={file}
            type="file"
            hidden
            accept=".pem,.crt,.cer,application/x-pem-file"
            aria-label="File with certificates"
            onChange={(event) => {
              load(event.currentTarget.files?.[0])
              event.currentTarget.value = ''
            }}
          />
          <Button onClick={() => file.current?.click()}>Add from a file…</Button>
          {isChanged && (
            <Button variant="subtle" onClick={() => take(pem)}>
              Discard
            </Button>
          )}
          <Button
            variant="light"
            loading={isSaving}
            disabled={!isChanged || read.problem !== null}
            onClick={() => onSave(text.trim() === '' ? '' : text)}
          >
            Save
          </Button>
        </div>
      </div>
    </div>
  )
}
