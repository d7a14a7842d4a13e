import { IconLoader2 } from '@tabler/icons-react'
import { useState } from 'react'
import type { InspectedToken, TokenSubject } from '@contract/jwt'
import { headerValue } from '../../text/claim-value.ts'
import { DismissibleFailure } from '../../text/dismissible-failure.tsx'
import { failureText } from '../../text/failure-text.ts'
import { visibleText } from '../../text/visible-characters.ts'
import { toneColour } from '../../ui/tone.ts'
import { hostOf } from './host-of.ts'
import { KeyForm } from './key-form.tsx'
import { keyKindOf, type KeyKind } from './key-kind.ts'
import { earlierFace, failedFace, pastFace, sealFace, type SealFace } from './seal-face.tsx'
import css from './seal.module.css'
import { TokenBindings } from './token-bindings.tsx'
import { useVerification, type Checking } from './use-verification.ts'

interface SealProps {
  readonly subject: TokenSubject
  readonly token: InspectedToken
}

/** Whether the signature holds, with the reason, and what the token is tied to. */
export function Seal({ subject, token }: SealProps) {
  // Nothing is signed in an opaque one, as far as anybody but its server can tell.
  if (token.format === 'opaque') return null
  if (token.past) return <Verdict face={pastFace} />
  return <CheckedSeal subject={subject} token={token} />
}

function Verdict({ face, children }: { readonly face: SealFace; readonly children?: React.ReactNode }) {
  const Icon = face.icon
  const colour = face.tone === 'off' ? 'var(--dim)' : toneColour(face.tone)
  return (
    <div className={css['seal']} role="status" data-selectable>
      <Icon size={17} color={colour} aria-hidden="true" />
      <div className={css['words']}>
        <p>
          <strong style={{ color: colour }}>{face.title}</strong> <span className={css['detail']}>· {face.detail}</span>
        </p>
        {children}
      </div>
    </div>
  )
}

/** Checked by itself as soon as the token is shown, with what a person may have it checked with besides. */
function CheckedSeal({ subject, token }: SealProps) {
  const checking = useVerification(subject, token)
  const { verification, isChecking, checkedWith, failed, dismiss } = checking
  const keys = keyKindOf(token)
  const [isKeyAsked, setKeyAsked] = useState(false)
  const isBusy = verification.state === 'loading' || isChecking
  const leaveForm = () => {
    setKeyAsked(false)
    dismiss()
  }
  return (
    <section role="group" aria-label="Signature">
      {isBusy ? (
        <p className={css['seal']} role="status">
          <IconLoader2 size={17} className={css['turning']} aria-hidden="true" />
          <span className={css['detail']}>Checking the signature…</span>
        </p>
      ) : (
        <Verdict
          face={
            verification.state === 'ready'
              ? failed === null
                ? sealFace(verification.value.signature)
                : earlierFace(verification.value.signature, checkedWith)
              : failedFace(failureText(verification.failure))
          }
        >
          <Deeds checking={checking} keys={keys} isKeyAsked={isKeyAsked} onKeyAsked={() => setKeyAsked(true)} />
        </Verdict>
      )}
      {failed !== null && failed.with !== 'pasted' && (
        <div className={css['failure']}>
          <DismissibleFailure failure={failed.failure} onDismiss={dismiss} />
        </div>
      )}
      {isKeyAsked && keys !== 'none' && (
        <KeyForm
          alg={headerValue(token.header, 'alg')}
          isChecking={isChecking}
          failure={failed?.with === 'pasted' ? failed.failure : null}
          onCheck={(material) => checking.checkWithKey(material, leaveForm)}
          onCancel={leaveForm}
        />
      )}
      {verification.state === 'ready' && !isChecking && <TokenBindings bindings={verification.value.bindings} />}
    </section>
  )
}

interface DeedsProps {
  readonly checking: Checking
  readonly keys: KeyKind
  readonly isKeyAsked: boolean
  readonly onKeyAsked: () => void
}

/** How another verdict may be had. */
function Deeds({ checking, keys, isKeyAsked, onKeyAsked }: DeedsProps) {
  const { verification, checkedWith, checkAgain, askIssuer } = checking
  const verdict = verification.state === 'ready' ? verification.value.signature : null
  const issuer = verdict?.verdict === 'not-checked' ? verdict.issuer : null
  // An issuer may publish other keys by now; what needs no key, or a secret, has its answer for good.
  const canChange =
    verdict === null || (keys === 'public' && (verdict.verdict !== 'valid' || checkedWith !== 'known-issuer'))
  const again = checkedWith === 'known-issuer' ? 'Check again' : 'Check with the known keys'
  return (
    <>
      {issuer !== null && (
        <p className={css['asks']}>
          Asking reads the settings and the keys that <code>{visibleText(issuer)}</code> publishes. The token is not
          sent; whoever runs that server sees that you asked.
        </p>
      )}
      <p className={css['deeds']}>
        {issuer !== null && (
          <button type="button" className={css['again']} onClick={() => askIssuer(issuer)}>
            Ask {visibleText(hostOf(issuer))} for its keys
          </button>
        )}
        {canChange && (
          <button type="button" className={css['again']} onClick={checkAgain}>
            {again}
          </button>
        )}
        {keys !== 'none' && !isKeyAsked && (
          <button type="button" className={css['again']} onClick={onKeyAsked}>
            Check with a key…
          </button>
        )}
      </p>
    </>
  )
}
