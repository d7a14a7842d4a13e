import { Select } from '@mantine/core'
import type { SignInPrompt } from '@contract/oauth'
import { Disclosure } from '../../../ui/disclosure.tsx'
import type { BrowserEdit } from '../edit/browser-edit.ts'
import { browserSummary } from '../edit/summaries.ts'
import type { FormProps } from './form-props.ts'
import css from './profile-form.module.css'
import { TextField } from './text-field.tsx'

const prompts: readonly { value: SignInPrompt; label: string }[] = [
  { value: 'login', label: 'login: sign in anew' },
  { value: 'select_account', label: 'select_account: choose the user' },
  { value: 'consent', label: 'consent: ask for consent again' },
  { value: 'none', label: 'none: show no page' },
]
const pushes: { value: BrowserEdit['pushedRequest']; label: string }[] = [
  { value: 'when-offered', label: 'Where the server offers it' },
  { value: 'always', label: 'Always' },
  { value: 'never', label: 'Never' },
]
const unset = 'unset'

/** What a sign-in in the browser may ask for (OpenID Connect Core §3.1.2.1, RFC 9126). */
export function BrowserSection(form: FormProps) {
  const { browser } = form.edit
  const set = (change: Partial<BrowserEdit>) => form.dispatch({ type: 'part-changed', part: 'browser', change })
  const paths = ['loginHint', 'acrValues', 'maxAgeSeconds'].map((name) => `way.grant.${name}`)
  return (
    <Disclosure
      title="Sign-in page"
      summary={browserSummary(browser)}
      isWanted={paths.some((path) => form.problemAt(path) !== undefined)}
    >
      <div className={css['fields']}>
        <Select
          label="Prompt"
          data={[{ value: unset, label: 'Not said: the server decides' }, ...prompts]}
          value={browser.prompt ?? unset}
          allowDeselect={false}
          onChange={(chosen) => set({ prompt: prompts.find(({ value }) => value === chosen)?.value ?? null })}
        />
        <TextField
          form={form}
          path="way.grant.loginHint"
          label="Login hint"
          placeholder="alice@example.com"
          value={browser.loginHint}
          onTyped={(loginHint) => set({ loginHint })}
        />
        <TextField
          form={form}
          path="way.grant.acrValues"
          label="Authentication level (acr_values)"
          placeholder="urn:example:mfa"
          value={browser.acrValues}
          onTyped={(acrValues) => set({ acrValues })}
        />
        <TextField
          form={form}
          path="way.grant.maxAgeSeconds"
          label="Longest age of the sign-in (max_age, s)"
          placeholder="Any"
          value={browser.maxAgeSeconds}
          mode="numeric"
          maxLength={9}
          onTyped={(maxAgeSeconds) => set({ maxAgeSeconds })}
        />
        <Select
          label="Pushed request (PAR)"
          data={pushes}
          value={browser.pushedRequest}
          allowDeselect={false}
          onChange={(pushedRequest) => pushedRequest !== null && set({ pushedRequest })}
        />
      </div>
    </Disclosure>
  )
}
