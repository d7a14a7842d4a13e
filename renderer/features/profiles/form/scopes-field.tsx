import { TagsInput } from '@mantine/core'
import type { FormProps } from './form-props.ts'
import css from './profile-form.module.css'

/** What the token may be used for; a blank or a comma ends one. */
export function ScopesField({ edit, dispatch, problemAt, onTouched }: FormProps) {
  const { scopes } = edit.oauth
  return (
    <TagsInput
      className={css['wide'] ?? ''}
      label="Scopes"
      description="Enter or a space ends one."
      placeholder={scopes.length === 0 ? 'None: the server decides' : ''}
      data={edit.discovered?.scopes ?? []}
      splitChars={[' ', ',']}
      value={[...scopes]}
      error={problemAt('way.scopes')}
      maxTags={100}
      // Scopes are case-sensitive (RFC 6749 §3.3).
      isDuplicate={(value, current) => current.includes(value)}
      onBlur={() => onTouched('way.scopes')}
      onChange={(next) => dispatch({ type: 'part-changed', part: 'oauth', change: { scopes: next } })}
    />
  )
}
