import type { Exchange, ExchangeStep } from '@contract/exchanges'
import type { LooseToken } from '@contract/inspection'
import { formatBytes } from '../../../text/sizes.ts'
import { formatClock, formatDuration } from '../../../text/times.ts'
import { visibleText } from '../../../text/visible-characters.ts'
import { toneColour, type Tone } from '../../../ui/tone.ts'
import { carriedWords } from '../loose-token-words.ts'
import css from './status-line.module.css'
import { noAnswerWords, statusTone, statusWords } from './status-words.ts'
import { Waterfall } from './waterfall.tsx'

interface StatusLineProps {
  readonly exchange: Exchange
  readonly last: ExchangeStep
  /** What went along in place of the profile's token; null for that token itself. */
  readonly looseToken: LooseToken | null
}

const faceOf = ({ result }: ExchangeStep): { readonly words: string; readonly tone: Tone } =>
  result.outcome === 'answered'
    ? { words: visibleText(statusWords(result)), tone: statusTone(result.status) }
    : { words: noAnswerWords[result.reason].title, tone: result.reason === 'cancelled' ? 'info' : 'bad' }

/** Status, time, sizes, protocol, and when and as whom: the whole answer in one line. */
export function StatusLine({ exchange, last, looseToken }: StatusLineProps) {
  const { words, tone } = faceOf(last)
  const facts = connectionFacts(last)
  const who = visibleText(exchange.sentAs === null ? 'nobody' : exchange.sentAs.name)
  const carried = carriedWords(exchange, looseToken)
  return (
    <div className={css['line']}>
      <span className={css['status']} role="status" style={{ '--tone': toneColour(tone) }}>
        {words}
      </span>
      <span className={css['fact']} title="From Send to the last byte, token work included">
        {formatDuration(exchange.totalMs)}
      </span>
      <Waterfall timing={last.timing} />
      <span className={css['facts']} title={facts.join(' · ')}>
        {facts.join(' · ')}
      </span>
      <span
        className={css['sent']}
        data-carried={carried === '' ? undefined : true}
        title={`Sent at ${exchange.sentAt} as ${who}${carried === '' ? '' : ` ${carried}`}`}
      >
        sent {formatClock(new Date(exchange.sentAt))} as {who}
        {carried !== '' && <span className={css['carried']}> {carried}</span>}
      </span>
    </div>
  )
}

function connectionFacts({ result, sent }: ExchangeStep): string[] {
  if (result.outcome === 'no-answer')
    return [sent.route === 'direct' ? '' : `via ${sent.route}`].filter((fact) => fact !== '')
  const { wireBytes, bodyBytes, httpVersion, tls } = result
  const size =
    wireBytes === bodyBytes ? formatBytes(bodyBytes) : `${formatBytes(wireBytes)} → ${formatBytes(bodyBytes)} decoded`
  const version = httpVersion.startsWith('HTTP') ? httpVersion : `HTTP/${httpVersion}`
  const route = sent.route === 'direct' ? [] : [`via ${visibleText(sent.route)}`]
  return [size, version, tls === null ? noTlsWords(sent.url) : tls.protocol, ...route]
}

function noTlsWords(url: string): string {
  const host = URL.canParse(url) ? new URL(url).hostname : ''
  return /^(?:127(?:\.\d+){3}|localhost|\[::1\])$/.test(host) ? 'TLS off (loopback)' : 'TLS off'
}
