import { Textarea } from '@mantine/core'
import { LoadFileButton } from '../../../ui/load-file-button.tsx'
import { wipedWhenGone } from '../../../ui/wiped-when-gone.ts'
import css from './profile-form.module.css'

interface PemFieldProps {
  readonly label: string
  readonly description: string
  readonly placeholder: string
  readonly value: string
  readonly problem: string | undefined
  readonly accept: string
  /** Shown as dots: a key is pasted, not read. */
  readonly isSecret?: boolean
  readonly onTyped: (text: string) => void
  readonly onTouched: () => void
}

/** Text that is pasted or loaded from a file: a key or a certificate. */
export function PemField(props: PemFieldProps) {
  const { label, description, placeholder, value, problem, accept, isSecret = false, onTyped, onTouched } = props
  return (
    <div className={css['wide']}>
      <Textarea
        ref={wipedWhenGone}
        label={label}
        description={description}
        placeholder={placeholder}
        value={value}
        error={problem}
        rows={3}
        maxLength={100_000}
        spellCheck={false}
        autoComplete="off"
        classNames={{ input: `${css['pem']} ${isSecret && value !== '' ? css['masked'] : ''}` }}
        onBlur={onTouched}
        onChange={(event) => onTyped(event.currentTarget.value)}
      />
      <LoadFileButton label={`${label} from a file`} accept={accept} limitBytes={100_000} onLoaded={onTyped} />
    </div>
  )
}
