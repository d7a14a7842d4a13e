import { SegmentedControl, Select } from '@mantine/core'
import { CopyLine } from '../../../ui/copy-line.tsx'
import { redirectUriOf, type RedirectEdit } from '../edit/redirect-edit.ts'
import type { FormProps } from './form-props.ts'
import css from './profile-form.module.css'
import { TextField } from './text-field.tsx'

const ways: { value: RedirectEdit['by']; label: string }[] = [
  { value: 'free-port', label: 'Any free port' },
  { value: 'fixed', label: 'A fixed address' },
  { value: 'pasted', label: 'I paste where it ended' },
]
const hints: { readonly [By in RedirectEdit['by']]: string } = {
  'free-port':
    'The browser comes back to http://127.0.0.1, on a port and a path of the moment (RFC 8252 §7.3). For servers that compare only the host.',
  fixed: 'For servers that compare the whole address. Register exactly this:',
  pasted: 'For an address that can’t be received here. You paste where the browser ended.',
}
const base = 'way.grant.redirect'

/** Where the browser comes back to, and what to register at the server. */
export function RedirectFields(form: FormProps) {
  const { redirect } = form.edit.browser
  const set = (change: Partial<RedirectEdit>) =>
    form.dispatch({ type: 'part-changed', part: 'browser', change: { redirect: { ...redirect, ...change } } })
  const uri = redirectUriOf(redirect)
  return (
    <>
      <div className={css['wide']}>
        <p className={css['label']}>Redirect</p>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label="Redirect"
          data={ways}
          value={redirect.by}
          onChange={(by) => set({ by })}
        />
        <p className={css['hint']}>{hints[redirect.by]}</p>
      </div>
      {redirect.by === 'fixed' && (
        <>
          <Select
            label="Host"
            data={['127.0.0.1', 'localhost'] as const}
            value={redirect.host}
            allowDeselect={false}
            onChange={(host) => host !== null && set({ host })}
          />
          <TextField
            form={form}
            path={`${base}.port`}
            label="Port"
            value={redirect.port}
            mode="numeric"
            maxLength={5}
            onTyped={(port) => set({ port })}
          />
          <TextField
            form={form}
            path={`${base}.path`}
            label="Path"
            value={redirect.path}
            isWide
            onTyped={(path) => set({ path })}
          />
        </>
      )}
      {redirect.by === 'pasted' && (
        <TextField
          form={form}
          path={`${base}.uri`}
          label="Registered redirect URI"
          placeholder="com.example.app:/callback"
          value={redirect.uri}
          maxLength={2000}
          isWide
          onTyped={(text) => set({ uri: text })}
        />
      )}
      {uri !== null && (
        <div className={css['wide']}>
          <CopyLine label="Redirect URI to register" text={uri} />
        </div>
      )}
    </>
  )
}
