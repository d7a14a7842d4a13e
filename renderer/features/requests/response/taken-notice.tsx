import { Button } from '@mantine/core'
import type { Exchange, ExchangeStep } from '@contract/exchanges'
import type { LooseToken } from '@contract/inspection'
import type { TokenSubject } from '@contract/jwt'
import { Notice } from '../../../ui/notice.tsx'
import type { Sender } from '../tabs/send-state.ts'
import { looseTitle } from '../../../text/loose-title.ts'
import { looseNote } from '../loose-token-words.ts'
import css from './response-view.module.css'

interface TakenNoticeProps {
  readonly exchange: Exchange
  readonly last: ExchangeStep
  readonly looseToken: LooseToken | null
  readonly onInspect: (subject: TokenSubject, claim: string | null) => void
  readonly onSendAs: (sender: Sender) => void
}

/** A token that was made for a test, and an API that answered as if somebody had issued it. */
export function TakenNotice({ exchange, last, looseToken, onInspect, onSendAs }: TakenNoticeProps) {
  const { result } = last
  const isTaken = result.outcome === 'answered' && result.status >= 200 && result.status < 300
  // A login page with 200 is no yes: its own reason says so.
  if (!exchange.synthetic || !isTaken || exchange.why !== null) return null
  return (
    <div className={css['notice']}>
      <Notice
        tone="warn"
        role="alert"
        label="What this answer means"
        title={`The API answered ${result.status} to a token that nobody issued`}
        actions={
          <>
            <Button onClick={() => onSendAs({ as: 'nobody' })}>Send as nobody</Button>
            <Button onClick={() => onInspect({ of: 'sent', exchangeId: exchange.id }, null)}>Inspect the token</Button>
          </>
        }
      >
        {looseToken === null
          ? 'It was sent with a synthetic token. '
          : `It was sent with “${looseTitle(looseToken)}”, ${looseNote(looseToken, new Date(exchange.sentAt))}. `}
        If this address is open to everybody, that is fine: send the same as nobody. If nobody is refused, the API took
        the token, and one that checks its tokens would not.
      </Notice>
    </div>
  )
}
