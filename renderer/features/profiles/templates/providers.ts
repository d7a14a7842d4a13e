import { auth0 } from './auth0.ts'
import { cognito } from './cognito.ts'
import { entraId } from './entra-id.ts'
import { genericOpenId } from './generic-openid.ts'
import { github } from './github.ts'
import { google } from './google.ts'
import { keycloak } from './keycloak.ts'
import { okta } from './okta.ts'
import type { ProviderTemplate } from './provider-template.ts'

/** Every provider that a profile can be started from. */
export const providers: readonly ProviderTemplate[] = [
  genericOpenId,
  keycloak,
  auth0,
  entraId,
  okta,
  cognito,
  google,
  github,
]

export const findProvider = (id: string | undefined): ProviderTemplate | null =>
  providers.find((each) => each.id === id) ?? null
