import { Disclosure } from '../../../ui/disclosure.tsx'
import { readCertificate } from '../edit/read-certificate.ts'
import { needsCertificate } from '../edit/secrets-in-use.ts'
import { CertificateFields } from './certificate-fields.tsx'
import type { FormProps } from './form-props.ts'

const paths = ['certificate', 'secrets.certificateKey', 'secrets.certificatePassphrase']

/** The certificate that is shown beside whatever else proves who is calling. */
export function CertificateSection(form: FormProps) {
  const { certificate } = form.edit
  const subject = readCertificate(certificate)?.subject
  const summary = certificate.trim() === '' ? 'none' : (subject ?? 'entered')
  const isWanted = needsCertificate(form.edit) || paths.some((path) => form.problemAt(path) !== undefined)
  return (
    <Disclosure title="Client certificate" summary={summary} isWanted={isWanted}>
      <CertificateFields {...form} />
    </Disclosure>
  )
}
