import type { SigningAlgorithm } from '@contract/keys'
import type { JwtEdit } from '../edit/jwt-edit.ts'
import type { FormProps } from './form-props.ts'
import { JsonField } from './json-field.tsx'
import { KeyField } from './key-field.tsx'
import { SecretField } from './secret-field.tsx'
import { AlgorithmSelect, signingAlgorithms } from './signing-fields.tsx'
import { TextField } from './text-field.tsx'

interface JwtFieldsProps {
  readonly form: FormProps
  readonly part: 'assertion' | 'signedJwt'
}

const defaultAlgorithm: SigningAlgorithm = 'RS256'

/** A JWT that is signed here: key, header and claims. */
export function JwtFields({ form, part }: JwtFieldsProps) {
  const jwt = form.edit[part]
  const base = part === 'assertion' ? 'way.grant' : 'way'
  const set = (change: Partial<JwtEdit>) => form.dispatch({ type: 'part-changed', part, change })
  const isShared = jwt.algorithm.startsWith('HS')
  return (
    <>
      <AlgorithmSelect
        label="Signing algorithm"
        of={signingAlgorithms}
        value={jwt.algorithm}
        onChosen={(algorithm) => set({ algorithm: algorithm ?? defaultAlgorithm })}
      />
      <TextField
        form={form}
        path={`${base}.signing.keyId`}
        label="Key id (kid)"
        placeholder="Left out"
        value={jwt.keyId}
        onTyped={(keyId) => set({ keyId })}
      />
      {isShared ? (
        <SecretField form={form} name="signingKey" label="Shared secret" />
      ) : (
        <KeyField
          form={form}
          name="signingKey"
          label="Signing key"
          description="A private key in PEM or as a JWK. Goes into the vault."
        />
      )}
      <JsonField
        label="Claims"
        description={
          part === 'assertion'
            ? 'iat, exp and jti are added, and aud where it is missing. {{variables}} are filled in.'
            : 'iat, exp and jti are added. {{variables}} are filled in.'
        }
        text={jwt.claims}
        problem={form.problemAt(`${base}.claims`)}
        onTyped={(claims) => set({ claims })}
        onTouched={() => form.onTouched(`${base}.claims`)}
      />
      {part === 'signedJwt' && (
        <JsonField
          label="Header"
          description="alg and kid are added."
          text={jwt.header}
          problem={form.problemAt('way.header')}
          isSmall
          onTyped={(header) => set({ header })}
          onTouched={() => form.onTouched('way.header')}
        />
      )}
      <TextField
        form={form}
        path={`${base}.lifetimeSeconds`}
        label="Lifetime (s)"
        value={jwt.lifetimeSeconds}
        mode="numeric"
        maxLength={9}
        onTyped={(lifetimeSeconds) => set({ lifetimeSeconds })}
      />
    </>
  )
}
