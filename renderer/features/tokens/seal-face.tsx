import { IconCircleCheck, IconCircleX, IconHelpCircle, IconCircleDashed } from '@tabler/icons-react'
import type { KeySource, SignatureVerdict } from '@contract/jwt'
import { visibleText } from '../../text/visible-characters.ts'
import type { Tone } from '../../ui/tone.ts'
import css from './seal.module.css'
import type { KeyChoice } from './use-verification.ts'

/** A verdict as people see it: never by its colour alone. */
export interface SealFace {
  readonly tone: Tone
  readonly icon: typeof IconCircleCheck
  readonly title: string
  readonly detail: React.ReactNode
}

const forms = {
  jwks: 'the JWKS that you gave',
  jwk: 'the JWK that you gave',
  pem: 'the PEM key that you gave',
  certificate: 'the certificate that you gave',
  secret: 'the secret that you gave',
} as const satisfies Record<Extract<KeySource, { from: 'pasted' }>['form'], string>

function KeyOf({ found }: { readonly found: Extract<SignatureVerdict, { verdict: 'valid' }> }) {
  const { alg, keyId, keyThumbprint, key, note } = found
  const isSecret = key.from === 'pasted' && key.form === 'secret'
  return (
    <>
      {visibleText(alg)}
      {!isSecret && <>, key {keyId === null ? 'without an id' : <code>{visibleText(keyId)}</code>}</>}
      {key.from === 'issuer' ? ' from the issuer’s JWKS' : `, with ${forms[key.form]}`}
      {note !== undefined && <span className={css['line']}>{visibleText(note)}</span>}
      {key.from === 'issuer' && (
        <span className={css['line']}>
          Keys from <code>{visibleText(key.jwksUri)}</code>
        </span>
      )}
      {keyThumbprint !== null && (
        <span className={css['line']}>
          Thumbprint (RFC 7638) <code>{visibleText(keyThumbprint)}</code>
        </span>
      )}
    </>
  )
}

/** The words for a verdict: four states, since a decoded token is not a valid one. */
export function sealFace(verdict: SignatureVerdict): SealFace {
  switch (verdict.verdict) {
    case 'valid':
      return { tone: 'ok', icon: IconCircleCheck, title: 'Signature valid', detail: <KeyOf found={verdict} /> }
    case 'invalid':
      return { tone: 'bad', icon: IconCircleX, title: 'Signature not valid', detail: visibleText(verdict.reason) }
    case 'cannot-check':
      return {
        tone: 'warn',
        icon: IconHelpCircle,
        title: 'Signature could not be checked',
        detail: visibleText(verdict.reason),
      }
    case 'not-checked':
      return {
        tone: 'off',
        icon: IconCircleDashed,
        title: 'Signature not checked',
        detail: `${visibleText(verdict.reason)} A decoded token is not a valid one.`,
      }
  }
}

const endings = {
  valid: 'signature valid',
  invalid: 'signature not valid',
  'cannot-check': 'signature could not be checked',
} as const satisfies Record<Exclude<SignatureVerdict['verdict'], 'not-checked'>, string>

/** Of a verdict that stood before a check which came to none: in grey, so that nobody takes it for that check's. */
export function earlierFace(verdict: SignatureVerdict, checkedWith: KeyChoice): SealFace {
  const face = sealFace(verdict)
  if (verdict.verdict === 'not-checked') return face
  const keys = checkedWith === 'pasted' ? 'with the key that you gave before' : 'with the issuer’s keys'
  return { ...face, tone: 'off', icon: IconCircleDashed, title: `Earlier, ${keys}: ${endings[verdict.verdict]}` }
}

/** Of a check that itself went wrong. */
export const failedFace = ({ title, advice }: { readonly title: string; readonly advice: string }): SealFace => ({
  tone: 'warn',
  icon: IconHelpCircle,
  title: 'Signature could not be checked',
  detail: `${title}. ${advice}`,
})

/** Of an earlier token. */
export const pastFace: SealFace = {
  tone: 'off',
  icon: IconCircleDashed,
  title: 'Signature not kept',
  detail: 'Only what this token said was remembered, so that it can be compared; it can’t be checked any more.',
}
