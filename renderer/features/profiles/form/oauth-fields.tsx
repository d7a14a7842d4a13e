import { Notice } from '../../../ui/notice.tsx'
import { isInBrowser } from '../edit/choice.ts'
import { BrowserSection } from './browser-section.tsx'
import { ClientFields } from './client-fields.tsx'
import { EndpointFields } from './endpoint-fields.tsx'
import { ExchangeFields } from './exchange-fields.tsx'
import type { FormProps } from './form-props.ts'
import { IssuerField } from './issuer-field.tsx'
import { JwtFields } from './jwt-fields.tsx'
import css from './profile-form.module.css'
import { ProviderFields } from './provider-fields.tsx'
import { RedirectFields } from './redirect-fields.tsx'
import { ScopesField } from './scopes-field.tsx'
import { SecretField } from './secret-field.tsx'
import { TokenSection } from './token-section.tsx'
import { UserFields } from './user-fields.tsx'

/** A client at an authorisation server: only the fields that its grant uses. */
export function OAuthFields(form: FormProps) {
  const { choice, oauth } = form.edit
  return (
    <>
      <div className={css['fields']}>
        {choice === 'implicit' && (
          <div className={css['wide']}>
            <Notice tone="warn" title="OAuth 2.1 has removed this grant">
              The token passes through the address of the browser, where it can be read. Use it only to test servers
              that know nothing better (RFC 9700 §2.1.2).
            </Notice>
          </div>
        )}
        <ProviderFields {...form} />
        <IssuerField {...form} />
        {oauth.isByHand && <EndpointFields {...form} />}
        <ClientFields {...form} />
        {choice === 'password' && <UserFields form={form} path="way.grant.username" />}
        {choice === 'jwt_bearer' && <JwtFields form={form} part="assertion" />}
        {choice === 'token_exchange' && <ExchangeFields {...form} />}
        {choice === 'refresh_token' && <SecretField form={form} name="refreshToken" label="Refresh token" />}
        <ScopesField {...form} />
        {isInBrowser(choice) && <RedirectFields {...form} />}
      </div>
      <div className={css['sections']}>
        {isInBrowser(choice) && <BrowserSection {...form} />}
        <TokenSection {...form} />
      </div>
    </>
  )
}
