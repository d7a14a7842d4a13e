import { IconCircleCheck, IconCircleX, IconHelpCircle, IconLoader2 } from '@tabler/icons-react'
import type { ProfileId } from '@contract/ids'
import type { InspectedToken, SignatureVerdict } from '@contract/jwt'
import { failureText } from '../../text/failure-text.ts'
import { visibleText } from '../../text/visible-characters.ts'
import { toneColour, type Tone } from '../../ui/tone.ts'
import css from './seal.module.css'
import { useSignature } from './use-token.ts'

interface Face {
  readonly tone: Tone
  readonly icon: typeof IconCircleCheck
  readonly title: string
  readonly detail: React.ReactNode
  /** Set where asking again may give another answer. */
  readonly again: string | null
}

function faceOf(verdict: SignatureVerdict): Face {
  switch (verdict.verdict) {
    case 'valid': {
      const detail = (
        <span title={visibleText(verdict.jwksUri)}>
          {verdict.alg}, key {verdict.keyId === null ? 'without an id' : <code>{visibleText(verdict.keyId)}</code>} from
          the issuer’s JWKS
        </span>
      )
      return { tone: 'ok', icon: IconCircleCheck, title: 'Signature valid', detail, again: null }
    }
    case 'invalid':
      return {
        tone: 'bad',
        icon: IconCircleX,
        title: 'Signature not valid',
        detail: visibleText(verdict.reason),
        again: 'Check again',
      }
    case 'cannot-check':
      return {
        tone: 'warn',
        icon: IconHelpCircle,
        title: 'Signature could not be checked',
        detail: visibleText(verdict.reason),
        again: 'Check again',
      }
    case 'not-checked':
      return {
        tone: 'off',
        icon: IconHelpCircle,
        title: 'Signature not checked',
        detail: 'A decoded token is not a valid one.',
        again: 'Check',
      }
  }
}

/** Whether the signature holds, with the reason. Checked by itself as soon as the token is shown. */
export function Seal({ profileId, token }: { readonly profileId: ProfileId; readonly token: InspectedToken }) {
  const { verdict, isChecking, checkAgain } = useSignature(profileId, token)
  if (verdict.state === 'loading' || isChecking) {
    return (
      <p className={css['seal']} role="status">
        <IconLoader2 size={17} className={css['turning']} aria-hidden="true" />
        <span className={css['detail']}>Checking the signature…</span>
      </p>
    )
  }
  const face = verdict.state === 'ready' ? faceOf(verdict.value) : failedFace(failureText(verdict.failure))
  const Icon = face.icon
  const colour = face.tone === 'off' ? 'var(--dim)' : toneColour(face.tone)
  return (
    <div className={css['seal']} role="status" data-selectable>
      <Icon size={17} color={colour} aria-hidden="true" />
      <p className={css['words']}>
        <strong style={{ color: colour }}>{face.title}</strong> <span className={css['detail']}>· {face.detail}</span>
        {face.again !== null && (
          <button type="button" className={css['again']} onClick={checkAgain}>
            {face.again}
          </button>
        )}
      </p>
    </div>
  )
}

const failedFace = ({ title, advice }: { readonly title: string; readonly advice: string }): Face => ({
  tone: 'warn',
  icon: IconHelpCircle,
  title: 'Signature could not be checked',
  detail: `${title}. ${advice}`,
  again: 'Check again',
})
