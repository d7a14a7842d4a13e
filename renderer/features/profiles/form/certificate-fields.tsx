import { useNow } from '../../../bridge/use-now.ts'
import { visibleText } from '../../../text/visible-characters.ts'
import { readCertificate } from '../edit/read-certificate.ts'
import type { FormProps } from './form-props.ts'
import { KeyField } from './key-field.tsx'
import { PemField } from './pem-field.tsx'
import css from './profile-form.module.css'
import { SecretField } from './secret-field.tsx'

/** A client certificate with its key, and what it says of itself. */
export function CertificateFields(form: FormProps) {
  const { edit, dispatch } = form
  return (
    <div className={css['fields']}>
      <PemField
        label="Certificate"
        description="PEM, with the certificates between it and the authority, if there are any."
        placeholder="-----BEGIN CERTIFICATE-----"
        value={edit.certificate}
        problem={form.problemAt('certificate')}
        accept=".pem,.crt,.cer"
        onTyped={(certificate) => dispatch({ type: 'changed', change: { certificate } })}
        onTouched={() => form.onTouched('certificate')}
      />
      {edit.certificate.trim() !== '' && (
        <>
          <CertificateFacts pem={edit.certificate} />
          <KeyField
            form={form}
            name="certificateKey"
            label="Private key of the certificate"
            description="PEM. Goes into the vault."
          />
          <SecretField
            form={form}
            name="certificatePassphrase"
            label="Passphrase of the key"
            description="Only where the key is encrypted. Goes into the vault."
          />
        </>
      )}
    </div>
  )
}

const day = (date: Date) => date.toISOString().slice(0, 10)

function CertificateFacts({ pem }: { readonly pem: string }) {
  const now = useNow().getTime()
  const facts = readCertificate(pem)
  if (facts === null) return null
  const isOver = facts.validTo.getTime() < now
  const isEarly = facts.validFrom.getTime() > now
  return (
    <dl className={`${css['facts']} ${css['wide']}`} aria-label="What the certificate says">
      <div className={css['fact']}>
        <dt>Subject</dt>
        <dd>{visibleText(facts.subject)}</dd>
      </div>
      <div className={css['fact']}>
        <dt>Issuer</dt>
        <dd>{visibleText(facts.issuer)}</dd>
      </div>
      <div className={css['fact']}>
        <dt>Valid</dt>
        <dd>
          {day(facts.validFrom)} to {day(facts.validTo)}
          {isOver && <span className={css['warning']}> · it has expired</span>}
          {isEarly && <span className={css['warning']}> · not yet valid</span>}
        </dd>
      </div>
    </dl>
  )
}
