import { Switch } from '@mantine/core'
import { CarriageField } from './carriage-field.tsx'
import type { FormProps } from './form-props.ts'
import { LoginAnswerFields } from './login-answer.tsx'
import { LoginRequestFields } from './login-request.tsx'
import css from './profile-form.module.css'
import { UserFields } from './user-fields.tsx'

/** A custom login: the request, what its answer holds, how the token is sent, and how it is refreshed. */
export function LoginFields(form: FormProps) {
  const { hasRefresh } = form.edit
  return (
    <div className={css['fields']}>
      <UserFields form={form} path="way.username" />
      <section className={css['step']} aria-label="Login request">
        <h3 className={css['stepTitle']}>1 · The login</h3>
        <LoginRequestFields form={form} part="login" />
      </section>
      <section className={css['step']} aria-label="Login answer">
        <h3 className={css['stepTitle']}>2 · Its answer</h3>
        <LoginAnswerFields form={form} part="login" />
      </section>
      <section className={css['step']} aria-label="Carriage">
        <h3 className={css['stepTitle']}>3 · Every request</h3>
        <div className={css['fields']}>
          <CarriageField form={form} part="loginCarriage" />
        </div>
      </section>
      <section className={css['step']} aria-label="Refresh">
        <Switch
          label="Refresh by a request of its own"
          description="Without one, Claimcheck logs in again when the token ends."
          checked={hasRefresh}
          onChange={(event) => form.dispatch({ type: 'changed', change: { hasRefresh: event.currentTarget.checked } })}
        />
        {hasRefresh && (
          <div className={css['below']}>
            <LoginRequestFields form={form} part="refresh" />
            <LoginAnswerFields form={form} part="refresh" />
          </div>
        )}
      </section>
    </div>
  )
}
