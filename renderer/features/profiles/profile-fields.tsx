import { SegmentedControl, Select, Switch, TagsInput, TextInput } from '@mantine/core'
import type { ClientAuthentication, Grant } from '@contract/profiles'
import { ClientSecretField } from './client-secret-field.tsx'
import { IssuerField } from './issuer-field.tsx'
import type { ProfileFieldsProps } from './profile-fields-props.ts'
import css from './profile-form.module.css'

const grants: { value: Grant; label: string }[] = [
  { value: 'authorization_code', label: 'A person signs in' },
  { value: 'client_credentials', label: 'A service, by itself' },
]
const grantHints: Readonly<Record<Grant, string>> = {
  authorization_code: 'Authorisation code with PKCE, in the system browser (RFC 6749 §4.1, RFC 7636).',
  client_credentials: 'Client credentials: the client is the identity, no browser is needed (RFC 6749 §4.4).',
}
const authentications: { value: ClientAuthentication; label: string }[] = [
  { value: 'none', label: 'None: a public client' },
  { value: 'client_secret_basic', label: 'Secret in the Authorization header (basic)' },
  { value: 'client_secret_post', label: 'Secret in the body (post)' },
]

/** The fields of a profile: only those that its grant uses. */
export function ProfileFields({ edit, problems, dispatch, onTouched }: ProfileFieldsProps) {
  const isPerson = edit.grant === 'authorization_code'
  return (
    <div className={css['fields']}>
      <TextInput
        label="Name"
        placeholder="alice"
        data-autofocus
        value={edit.name}
        error={problems.name}
        maxLength={80}
        onBlur={() => onTouched('name')}
        onChange={(event) => dispatch({ type: 'changed', change: { name: event.currentTarget.value } })}
      />
      <TextInput
        label="Label"
        placeholder="customer, staff, m2m"
        value={edit.label}
        maxLength={40}
        onChange={(event) => dispatch({ type: 'changed', change: { label: event.currentTarget.value } })}
      />
      <div className={css['wide']}>
        <SegmentedControl
          fullWidth
          size="xs"
          withItemsBorders={false}
          aria-label="How it gets its token"
          data={grants}
          value={edit.grant}
          onChange={(grant) => dispatch({ type: 'grant-chosen', grant })}
        />
        <p className={css['hint']}>{grantHints[edit.grant]}</p>
      </div>
      <IssuerField edit={edit} problem={problems.issuer} dispatch={dispatch} onTouched={() => onTouched('issuer')} />
      <TextInput
        label="Client id"
        value={edit.clientId}
        error={problems.clientId}
        maxLength={500}
        spellCheck={false}
        onBlur={() => onTouched('clientId')}
        onChange={(event) => dispatch({ type: 'changed', change: { clientId: event.currentTarget.value } })}
      />
      <Select
        label="Client authentication"
        data={isPerson ? authentications : authentications.filter(({ value }) => value !== 'none')}
        value={edit.clientAuthentication}
        allowDeselect={false}
        onChange={(value) => value !== null && dispatch({ type: 'changed', change: { clientAuthentication: value } })}
      />
      {edit.clientAuthentication !== 'none' && (
        <ClientSecretField
          hasSecret={edit.hasClientSecret}
          change={edit.clientSecret}
          problem={problems.clientSecret}
          onChange={(clientSecret) => dispatch({ type: 'changed', change: { clientSecret } })}
          onTouched={() => onTouched('clientSecret')}
        />
      )}
      <TagsInput
        className={css['wide'] ?? ''}
        label="Scopes"
        description="Enter or a space ends one."
        placeholder={edit.scopes.length === 0 ? 'None: the server decides' : ''}
        data={edit.discovered?.scopes ?? []}
        splitChars={[' ', ',']}
        value={[...edit.scopes]}
        error={problems.scopes}
        // Scopes are case-sensitive (RFC 6749 §3.3).
        isDuplicate={(value, current) => current.includes(value)}
        onBlur={() => onTouched('scopes')}
        onChange={(scopes) => dispatch({ type: 'changed', change: { scopes } })}
      />
      <TextInput
        label="Resource"
        description="The API that the token is for (RFC 8707). Empty leaves it out."
        placeholder="https://api.example.com"
        value={edit.resource}
        error={problems.resource}
        maxLength={2000}
        spellCheck={false}
        onBlur={() => onTouched('resource')}
        onChange={(event) => dispatch({ type: 'changed', change: { resource: event.currentTarget.value } })}
      />
      {isPerson && (
        <TextInput
          label="Login hint"
          description="Filled into the sign-in page, where the server does that."
          placeholder="alice@example.com"
          value={edit.loginHint}
          maxLength={200}
          spellCheck={false}
          onChange={(event) => dispatch({ type: 'changed', change: { loginHint: event.currentTarget.value } })}
        />
      )}
      <Switch
        className={css['wide'] ?? ''}
        label="Keep fresh"
        description="Refresh the token before it expires, also while no request needs it."
        checked={edit.keepFresh}
        onChange={(event) => dispatch({ type: 'changed', change: { keepFresh: event.currentTarget.checked } })}
      />
    </div>
  )
}
