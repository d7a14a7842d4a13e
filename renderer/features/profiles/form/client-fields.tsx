import { Select } from '@mantine/core'
import { signsAssertions, type OAuthEdit } from '../edit/oauth-edit.ts'
import { authenticationOptions } from './client-authentication-words.ts'
import type { FormProps } from './form-props.ts'
import { KeyField } from './key-field.tsx'
import css from './profile-form.module.css'
import { SecretField } from './secret-field.tsx'
import { AlgorithmSelect, signingAlgorithms } from './signing-fields.tsx'
import { TextField } from './text-field.tsx'

const isHmac = (algorithm: string) => algorithm.startsWith('HS')

/** The client, and how it proves itself: only what its kind of proof needs. */
export function ClientFields(form: FormProps) {
  const { edit } = form
  const { clientAuthentication, clientId, signingAlgorithm, signingKeyId } = edit.oauth
  const set = (change: Partial<OAuthEdit>) => form.dispatch({ type: 'part-changed', part: 'oauth', change })
  const isService = edit.choice === 'client_credentials'
  const hasSecret = clientAuthentication.startsWith('client_secret')
  const usesHmac = clientAuthentication === 'client_secret_jwt'
  return (
    <>
      <TextField
        form={form}
        path="way.clientId"
        label="Client id"
        value={clientId}
        onTyped={(text) => set({ clientId: text })}
      />
      <Select
        label="Client authentication"
        data={isService ? authenticationOptions.filter(({ value }) => value !== 'none') : authenticationOptions}
        value={clientAuthentication}
        allowDeselect={false}
        error={form.problemAt('way.clientAuthentication')}
        onChange={(value) => value !== null && set({ clientAuthentication: value, signingAlgorithm: null })}
      />
      {hasSecret && <SecretField form={form} name="clientSecret" label="Client secret" />}
      {clientAuthentication === 'private_key_jwt' && (
        <KeyField
          form={form}
          name="clientKey"
          label="Private key of the client"
          description="PEM or JWK. Goes into the vault; its public half is registered at the server."
        />
      )}
      {signsAssertions(clientAuthentication) && (
        <AlgorithmSelect
          label="Signing algorithm"
          automatic={usesHmac ? 'Automatic: HS256' : 'Automatic: the key decides'}
          of={signingAlgorithms.filter((each) => isHmac(each) === usesHmac)}
          value={signingAlgorithm}
          onChosen={(algorithm) => set({ signingAlgorithm: algorithm })}
        />
      )}
      {signsAssertions(clientAuthentication) && signingAlgorithm !== null && (
        <TextField
          form={form}
          path="way.clientSigning.keyId"
          label="Key id (kid)"
          placeholder="Left out"
          value={signingKeyId}
          onTyped={(text) => set({ signingKeyId: text })}
        />
      )}
      {clientAuthentication === 'tls_client_auth' && (
        <p className={`${css['hint']} ${css['wide']}`}>
          The certificate is entered below, under “Client certificate” (RFC 8705).
        </p>
      )}
    </>
  )
}
