import { Switch } from '@mantine/core'
import { refreshTokenSource, type LoginEdit } from '../edit/login-edit.ts'
import type { FormProps } from './form-props.ts'
import { LifetimeField } from './lifetime-field.tsx'
import css from './profile-form.module.css'
import { SourceField } from './source-field.tsx'

interface LoginAnswerProps {
  readonly form: FormProps
  readonly part: 'login' | 'refresh'
}

/** What is read from the answer of a login or of its refresh. */
export function LoginAnswerFields({ form, part }: LoginAnswerProps) {
  const login = form.edit[part]
  const set = (change: Partial<LoginEdit>) => form.dispatch({ type: 'part-changed', part, change })
  const base = `way.${part}.answer`
  return (
    <div className={css['fields']}>
      <SourceField
        label="Where the token is"
        source={login.token}
        problem={form.problemAt(`${base}.token`)}
        onEdited={(token) => set({ token })}
        onTouched={() => form.onTouched(`${base}.token`)}
      />
      <Switch
        className={css['wide'] ?? ''}
        label="The answer has a refresh token too"
        checked={login.refreshToken !== null}
        onChange={(event) => set({ refreshToken: event.currentTarget.checked ? refreshTokenSource : null })}
      />
      {login.refreshToken !== null && (
        <SourceField
          label="Where the refresh token is"
          source={login.refreshToken}
          problem={form.problemAt(`${base}.refresh`)}
          onEdited={(refreshToken) => set({ refreshToken })}
          onTouched={() => form.onTouched(`${base}.refresh`)}
        />
      )}
      <LifetimeField
        form={form}
        path={`${base}.lifetime`}
        lifetime={login.lifetime}
        onEdited={(lifetime) => set({ lifetime })}
      />
    </div>
  )
}
