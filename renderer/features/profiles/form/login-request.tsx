import { SegmentedControl, TextInput } from '@mantine/core'
import { jsonProblem } from '../../../text/json-problem.ts'
import { CodeEditor } from '../../../ui/code-editor/code-editor.tsx'
import { Disclosure } from '../../../ui/disclosure.tsx'
import { FieldTable } from '../../../ui/field-table.tsx'
import type { LoginEdit } from '../edit/login-edit.ts'
import { isReadOnTheWay } from '../edit/login-problems.ts'
import type { FormProps } from './form-props.ts'
import css from './profile-form.module.css'
import { TextField } from './text-field.tsx'

interface LoginRequestProps {
  readonly form: FormProps
  readonly part: 'login' | 'refresh'
}

const bodies: { value: LoginEdit['bodyKind']; label: string }[] = [
  { value: 'json', label: 'JSON' },
  { value: 'form', label: 'Form' },
  { value: 'text', label: 'Text' },
  { value: 'none', label: 'No body' },
]

/** The request of a login or of its refresh. */
export function LoginRequestFields({ form, part }: LoginRequestProps) {
  const login = form.edit[part]
  const set = (change: Partial<LoginEdit>) => form.dispatch({ type: 'part-changed', part, change })
  const base = `way.${part}.request`
  const problem = form.problemAt(`${base}.body`)
  const headers = login.headers.length
  return (
    <>
      <div className={css['request']}>
        <TextInput
          label="Method"
          value={login.method}
          maxLength={40}
          spellCheck={false}
          onChange={(event) => set({ method: event.currentTarget.value.toUpperCase() })}
        />
        <TextField
          form={form}
          path={`${base}.url`}
          label={part === 'login' ? 'Address of the login' : 'Address of the refresh'}
          placeholder="https://api.example.com/login"
          value={login.url}
          maxLength={10_000}
          mode="url"
          onTyped={(url) => set({ url })}
        />
      </div>
      {isReadOnTheWay(login.url) && (
        <p className={css['warning']}>Over http anyone on the way can read what is sent and answered.</p>
      )}
      <div className={css['table']}>
        <div style={{ padding: 6 }}>
          <SegmentedControl
            size="xs"
            aria-label="Kind of body"
            data={bodies}
            value={login.bodyKind}
            onChange={(bodyKind) => set({ bodyKind })}
          />
        </div>
        {(login.bodyKind === 'json' || login.bodyKind === 'text') && (
          <div className={css['json']} onBlur={() => form.onTouched(`${base}.body`)}>
            <CodeEditor
              key={login.bodyKind}
              label="Body of the request"
              language={login.bodyKind}
              text={login.bodyText}
              problem={login.bodyKind === 'json' ? jsonProblem(login.bodyText) : null}
              wrap
              onTyped={(bodyText) => set({ bodyText })}
            />
          </div>
        )}
        {login.bodyKind === 'form' && (
          <FieldTable noun="Field" fields={login.bodyFields} onEdited={(bodyFields) => set({ bodyFields })} />
        )}
      </div>
      {problem !== undefined && (
        <p role="alert" className={css['problem']}>
          {problem}
        </p>
      )}
      <p className={css['hint']}>
        {part === 'login'
          ? '{{username}} and {{password}} stand for those above; other {{variables}} come from the environment.'
          : '{{token}} and {{refreshToken}} stand for what the last answer gave.'}
      </p>
      <Disclosure title="Headers" summary={headers === 0 ? 'none of your own' : String(headers)}>
        <div className={css['table']}>
          <FieldTable noun="Header" fields={login.headers} onEdited={(lines) => set({ headers: lines })} />
        </div>
      </Disclosure>
    </>
  )
}
