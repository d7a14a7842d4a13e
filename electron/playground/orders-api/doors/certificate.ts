import { robotClientId } from '../../demo-credentials.ts'
import { certificateOf, isCertificateBelieved } from '../../client-certificate.ts'
import { rolesOfClient } from '../../people.ts'
import { Refusal } from '../problem.ts'
import type { Door } from './door.ts'

const subjectOf = (subject: string): string => subject.split('\n').join(', ')

/** A client certificate and nothing else. HTTP has no challenge for one: it is asked for in the handshake, so 403. */
export const createCertificateDoor = (secureApiUrl: string): Door => ({
  way: 'certificate',
  admit({ request }) {
    const certificate = certificateOf(request)
    if (certificate === undefined) {
      throw new Refusal({
        status: 403,
        code: 'certificate_required',
        title: 'A client certificate is needed',
        detail: `Show the certificate of the examples, at ${secureApiUrl}.`,
      })
    }
    if (!isCertificateBelieved(request)) {
      throw new Refusal({
        status: 403,
        code: 'certificate_not_accepted',
        title: 'The client certificate is not accepted',
        detail: `Nobody who is trusted here has signed the certificate of ${subjectOf(certificate.subject)}.`,
      })
    }
    const facts = { subject: subjectOf(certificate.subject), validTo: certificate.validTo }
    return { id: robotClientId, roles: rolesOfClient(robotClientId), facts }
  },
})
