import type { Exchange, ExchangeStep } from '@contract/exchanges'
import { countOf, formatBytes } from '../../../text/sizes.ts'
import { formatDuration } from '../../../text/times.ts'
import { visibleText } from '../../../text/visible-characters.ts'
import { MethodLabel } from '../../../ui/method-label.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { HeadersView } from './headers-view.tsx'
import css from './sent-request.module.css'
import { noAnswerWords, statusWords, stepWords } from './status-words.ts'

/** Everything that went over the wire for one press of Send, redirects and retries included. */
export function SentRequest({ exchange }: { readonly exchange: Exchange }) {
  const { steps, sentAs, refreshed } = exchange
  return (
    <div className={css['all']}>
      <p className={css['intro']}>
        {steps.length === 1 ? 'One request was sent' : `${countOf(steps.length, 'request')} were sent`},{' '}
        {sentAs === null ? 'as nobody' : `as ${visibleText(sentAs.name)}`}
        {sentAs?.tokenReference !== null && sentAs !== null && (
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
        <Step key={index} step={step} place={index + 1} />
      ))}
    </div>
  )
}

function Step({ step, place }: { readonly step: ExchangeStep; readonly place: number }) {
  const { sent, result, timing, why } = step
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
      </p>
      {sent.withheld.length > 0 && (
        <div className={css['withheld']}>
          <Notice tone="info" title={`Not sent here: ${sent.withheld.map(visibleText).join(', ')}`}>
            The redirect went to another origin, and credentials are never taken along to one.
          </Notice>
        </div>
      )}
      <HeadersView label={`Headers of step ${place}`} headers={sent.headers} />
      {sent.bodyBytes > 0 && (
        <>
          <p className={css['body-title']}>Body, {formatBytes(sent.bodyBytes)}</p>
          <pre className={css['body']} data-selectable>
            {sent.bodyPreview.split('\n').map(visibleText).join('\n')}
          </pre>
        </>
      )}
    </section>
  )
}
