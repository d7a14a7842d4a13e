import type { Exchange } from '@contract/exchanges'
import { formatDuration } from '../../../text/times.ts'
import { phasesOf } from './phases.ts'
import { stepWords } from './status-words.ts'
import css from './timing-view.module.css'

/** Where the time went, phase by phase; what is left over went into tokens and waiting between steps. */
export function TimingView({ exchange }: { readonly exchange: Exchange }) {
  const stepsMs = exchange.steps.reduce((sum, { timing }) => sum + timing.totalMs, 0)
  const aroundMs = Math.max(0, exchange.totalMs - stepsMs)
  return (
    <div className={css['all']}>
      {exchange.steps.map(({ why, timing }, index) => {
        const phases = phasesOf(timing)
        const wholeMs = Math.max(timing.totalMs, 0.001)
        return (
          // Steps have an order and nothing else.
          // eslint-disable-next-line react/no-array-index-key -- see the line above
          <table key={index} className={css['table']} aria-label={`Step ${index + 1}: ${stepWords[why]}`}>
            <caption>
              {exchange.steps.length > 1 && `${index + 1}. `}
              {stepWords[why]}: {formatDuration(timing.totalMs)}
            </caption>
            <tbody>
              {phases.map(({ name, meaning, colour, durationMs, startMs }) => (
                <tr key={name}>
                  <th scope="row" title={meaning}>
                    {name}
                  </th>
                  <td className={css['bars']} aria-hidden="true">
                    <span
                      style={{
                        marginLeft: `${(startMs / wholeMs) * 100}%`,
                        width: `${(durationMs / wholeMs) * 100}%`,
                        background: colour,
                      }}
                    />
                  </td>
                  <td className={css['time']}>{formatDuration(durationMs)}</td>
                  <td className={css['meaning']}>{meaning}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )
      })}
      <p className={css['sum']}>
        {formatDuration(exchange.totalMs)} in all
        {aroundMs >= 1 && `, ${formatDuration(aroundMs)} of it for the token and between the steps`}.
        {exchange.clockSkewSeconds !== null && Math.abs(exchange.clockSkewSeconds) >= 2 && (
          <>
            {' '}
            The server’s clock is {Math.abs(exchange.clockSkewSeconds)} s{' '}
            {exchange.clockSkewSeconds > 0 ? 'ahead of' : 'behind'} this computer’s.
          </>
        )}
        {exchange.steps.some(({ timing }) => timing.connectMs === null) &&
          ' A phase that is not listed did not happen: the connection was reused.'}
      </p>
    </div>
  )
}
