import { aProfileSummary } from '../../../../support/profile-builder.ts'
import { anOAuthWay } from '../../../../support/token-builder.ts'

export const clara = aProfileSummary({ name: 'clara', label: '' })
export const robot = aProfileSummary({
  name: 'robot',
  way: anOAuthWay({ grant: { type: 'client_credentials' }, clientAuthentication: 'client_secret_basic', scopes: [] }),
  secrets: ['clientSecret'],
})
