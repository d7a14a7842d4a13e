import type { Exchange, ExchangeStep } from '@contract/exchanges'
import type { LooseToken, TokenInExchange } from '@contract/inspection'
import { countOf, formatBytes } from '../../../text/sizes.ts'
import { formatDuration } from '../../../text/times.ts'
import { visibleText } from '../../../text/visible-characters.ts'
import { MethodLabel } from '../../../ui/method-label.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { carriedWords } from '../loose-token-words.ts'
import { HeadersView } from './headers-view.tsx'
import { InspectButtons, type OnInspectToken } from './inspect-buttons.tsx'
import css from './sent-request.module.css'
import { noAnswerWords, statusWords, stepWords } from './status-words.ts'
import { TokensLine } from './tokens-line.tsx'

interface SentRequestProps {
  readonly exchange: Exchange
  /** What went along in place of the profile's token; null for that token itself. */
  readonly looseToken: LooseToken | null
  readonly tokens: readonly TokenInExchange[]
  readonly onInspect: OnInspectToken
}

/** Everything that went over the wire for one press of Send, redirects and retries included. */
export function SentRequest({ exchange, looseToken, tokens, onInspect }: SentRequestProps) {
  const { steps, sentAs, refreshed } = exchange
  const carried = carriedWords(exchange, looseToken)
  return (
    <div className={css['all']}>
      <p className={css['intro']}>
        {steps.length === 1 ? 'One request was sent' : `${countOf(steps.length, 'request')} were sent`},{' '}
        {sentAs === null ? 'as nobody' : `as ${visibleText(sentAs.name)}`}
        {carried !== '' && ` ${carried}`}
        {carried === '' && sentAs !== null && sentAs.tokenReference !== null && (
          <>
            {' '}
            with the token <code>{sentAs.tokenReference}</code>
          </>
        )}
        .{refreshed === 'before' && ' The token was refreshed first, since it was about to expire.'}
        {refreshed === 'after-401' && ' The token was refreshed after a 401, and the request sent once more.'}{' '}
        {steps.some(({ why }) => why === 'retry-after-challenge') &&
          'The API answered the first try with a challenge, and the request was sent once more with its answer. '}
        Secret values are replaced.
      </p>
      {steps.map((step, index) => (
        // Steps have an order and nothing else.
        // eslint-disable-next-line react/no-array-index-key -- see the line above
        <Step
          key={index}
          step={step}
          place={index + 1}
          isLast={index === steps.length - 1}
          tokens={tokens.filter((each) => each.step === index)}
          onInspect={onInspect}
        />
      ))}
    </div>
  )
}

interface StepProps {
  readonly step: ExchangeStep
  /** Counted from 1. */
  readonly place: number
  /** The answer to the last one has a view of its own. */
  readonly isLast: boolean
  readonly tokens: readonly TokenInExchange[]
  readonly onInspect: OnInspectToken
}

function Step({ step, place, isLast, tokens, onInspect }: StepProps) {
  const { sent, result, timing, why } = step
  const tokensIn = (part: TokenInExchange['part']) => tokens.filter((each) => each.part === part)
  const inBody = tokensIn('sent-body')
  const outcome = result.outcome === 'answered' ? statusWords(result) : noAnswerWords[result.reason].title
  return (
    <section className={css['step']} aria-label={`Step ${place}: ${stepWords[why]}`}>
      <h3 className={css['title']}>
        {place}. {stepWords[why]}
        <span className={css['outcome']}>
          {' '}
          → {visibleText(outcome)} in {formatDuration(timing.totalMs)}
          {sent.route === 'direct' ? '' : `, via ${visibleText(sent.route)}`}
        </span>
      </h3>
      <p className={css['address']} data-selectable>
        <MethodLabel method={sent.method} full /> {visibleText(sent.url)}
        <InspectButtons tokens={tokensIn('sent-url')} where="the address" onInspect={onInspect} />
      </p>
      {sent.withheld.length > 0 && (
        <div className={css['withheld']}>
          <Notice tone="info" title={`Not sent here: ${sent.withheld.map(visibleText).join(', ')}`}>
            The redirect went to another origin, and credentials are never taken along to one.
          </Notice>
        </div>
      )}
      <HeadersView
        label={`Headers of step ${place}`}
        headers={sent.headers}
        tokens={tokensIn('sent-header')}
        onInspect={onInspect}
      />
      {sent.bodyBytes > 0 && (
        <>
          <p className={css['body-title']}>Body, {formatBytes(sent.bodyBytes)}</p>
          <pre className={css['body']} data-selectable>
            {sent.bodyPreview.split('\n').map(visibleText).join('\n')}
          </pre>
          <TokensLine tokens={inBody} where="this body" onInspect={onInspect} />
        </>
      )}
      {!isLast && (
        <TokensLine
          tokens={[...tokensIn('answer-header'), ...tokensIn('answer-body')]}
          where="the answer to it"
          onInspect={onInspect}
        />
      )}
    </section>
  )
}
