import { Switch, TagsInput } from '@mantine/core'
import { Disclosure } from '../../../ui/disclosure.tsx'
import type { OAuthEdit } from '../edit/oauth-edit.ts'
import { tokenSummary } from '../edit/summaries.ts'
import type { FormProps } from './form-props.ts'
import { ParameterTable } from './parameter-table.tsx'
import css from './profile-form.module.css'

/** What the token is for, what it is bound to, and what else is sent for it. */
export function TokenSection(form: FormProps) {
  const { oauth, choice } = form.edit
  const set = (change: Partial<OAuthEdit>) => form.dispatch({ type: 'part-changed', part: 'oauth', change })
  const wanted = ['way.resources', 'way.extraParameters'].some((path) => form.problemAt(path) !== undefined)
  return (
    <Disclosure title="Token" summary={tokenSummary(oauth)} isWanted={wanted}>
      <div className={css['fields']}>
        <Switch
          className={css['wide'] ?? ''}
          label="Bind the tokens to a key (DPoP)"
          description="A stolen token is of no use without the key, which the vault keeps (RFC 9449)."
          checked={oauth.dpop}
          onChange={(event) => set({ dpop: event.currentTarget.checked })}
        />
        <TagsInput
          className={css['wide'] ?? ''}
          label="Resources"
          description="The APIs that the token is for (RFC 8707); Enter or a space ends one."
          placeholder={oauth.resources.length === 0 ? 'https://api.example.com' : ''}
          splitChars={[' ']}
          value={[...oauth.resources]}
          maxTags={20}
          error={form.problemAt('way.resources')}
          onBlur={() => form.onTouched('way.resources')}
          onChange={(resources) => set({ resources })}
        />
        <ParameterTable
          parameters={oauth.extraParameters}
          hasAuthorization={choice === 'authorization_code' || choice === 'implicit'}
          problem={form.problemAt('way.extraParameters')}
          onEdited={(extraParameters) => set({ extraParameters })}
          onTouched={() => form.onTouched('way.extraParameters')}
        />
      </div>
    </Disclosure>
  )
}
