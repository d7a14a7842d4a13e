import type { ClientAuthentication, ExtraParameter } from '@contract/oauth'
import type { EndpointName } from '../edit/oauth-edit.ts'
import type { RedirectEdit } from '../edit/redirect-edit.ts'

/** A gap in a template's texts, written `{name}` there. */
interface Gap {
  readonly name: string
  readonly label: string
  readonly example: string
}

/** The shape of a well-known provider's settings: data, with where it was read and when. */
export interface ProviderTemplate {
  readonly id: string
  readonly name: string
  /** The provider's own public documentation of this. */
  readonly source: string
  /** The day on which the source was read, as 2026-11-22. */
  readonly checkedOn: string
  readonly gaps: readonly Gap[]
  readonly issuer: string
  /** null: the provider publishes them. */
  readonly endpoints: { readonly [Name in EndpointName]?: string } | null
  readonly clientAuthentication: ClientAuthentication
  readonly scopes: readonly string[]
  readonly redirect: Pick<RedirectEdit, 'by'> & Partial<RedirectEdit>
  readonly extraParameters: readonly ExtraParameter[]
  /** What a person stumbles over at this provider. */
  readonly hints: readonly string[]
}
