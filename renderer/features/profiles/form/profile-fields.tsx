import { Switch } from '@mantine/core'
import { hasTokens, isGrant } from '../edit/choice.ts'
import { mayShowCertificate } from '../edit/secrets-in-use.ts'
import { CarriageField } from './carriage-field.tsx'
import { CertificateFields } from './certificate-fields.tsx'
import { CertificateSection } from './certificate-section.tsx'
import { ChoiceRail } from './choice-rail.tsx'
import { explanations } from './choice-words.ts'
import type { FormProps } from './form-props.ts'
import { IdentityFields } from './identity-fields.tsx'
import { JwtFields } from './jwt-fields.tsx'
import { LoginFields } from './login-fields.tsx'
import { LookSection } from './look-section.tsx'
import { OAuthFields } from './oauth-fields.tsx'
import css from './profile-form.module.css'
import { SecretField } from './secret-field.tsx'
import { UserFields } from './user-fields.tsx'

/** The fields of a profile: its kind at the left, and at the right only what that kind uses. */
export function ProfileFields(form: FormProps) {
  const { edit, dispatch } = form
  const { choice } = edit
  return (
    <div className={css['layout']}>
      <ChoiceRail chosen={choice} onChosen={(chosen) => dispatch({ type: 'choice-made', choice: chosen })} />
      <div className={css['right']}>
        <IdentityFields {...form} />
        <p className={css['explanation']}>{explanations[choice]}</p>
        <KindFields {...form} />
        <div className={css['sections']}>
          {mayShowCertificate(edit) && choice !== 'certificate' && <CertificateSection {...form} />}
          <LookSection {...form} />
        </div>
        {hasTokens(choice) && (
          <Switch
            mt={8}
            label="Keep fresh"
            description="Refresh the token before it expires, also while no request needs it."
            checked={edit.keepFresh}
            onChange={(event) => dispatch({ type: 'changed', change: { keepFresh: event.currentTarget.checked } })}
          />
        )}
      </div>
    </div>
  )
}

function KindFields(form: FormProps) {
  const { choice } = form.edit
  if (isGrant(choice)) return <OAuthFields {...form} />
  switch (choice) {
    case 'custom_login':
      return <LoginFields {...form} />
    case 'static_token':
      return (
        <div className={css['fields']}>
          <SecretField form={form} name="token" label="Key or token" />
          <CarriageField form={form} part="keyCarriage" />
        </div>
      )
    case 'basic':
    case 'digest':
      return (
        <div className={css['fields']}>
          <UserFields form={form} path="way.username" />
        </div>
      )
    case 'signed_jwt':
      return (
        <div className={css['fields']}>
          <JwtFields form={form} part="signedJwt" />
          <CarriageField form={form} part="jwtCarriage" />
        </div>
      )
    case 'certificate':
      return <CertificateFields {...form} />
    case 'none':
      return null
  }
}
