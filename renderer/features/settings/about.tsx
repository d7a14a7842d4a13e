import { useQuery } from '@tanstack/react-query'
import type { AppFacts } from '@contract/app'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { toLoadable } from '../../bridge/loadable.ts'
import { queryKeys } from '../../bridge/query-keys.ts'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { LoadingLines } from '../../ui/loading-lines.tsx'
import css from './settings.module.css'

const systems = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' } as const satisfies Record<
  AppFacts['platform'],
  string
>

const linesOf = (facts: AppFacts): readonly (readonly [string, string])[] => [
  ['Claimcheck', facts.version],
  ['Electron', facts.electron],
  ['Chromium', facts.chromium],
  ['Node', facts.node],
  ['System', systems[facts.platform]],
  ['Sandbox', facts.sandboxed ? 'on' : 'off: started as root. Start it as an ordinary user to have it on'],
]

/** What runs, for a bug report. */
export function About() {
  const bridge = useBridge()
  const facts = toLoadable(useQuery({ queryKey: queryKeys.appFacts, queryFn: () => bridge.ask('app.facts', {}) }))
  return (
    <section className={css['group']} aria-label="About">
      <h2 className={css['heading']}>About</h2>
      {facts.state === 'loading' && <LoadingLines label="Loading versions" lines={4} />}
      {facts.state === 'failed' && <FailureNotice failure={facts.failure} on={{ retry: facts.retry }} />}
      {facts.state === 'ready' && (
        <dl className={css['facts']} data-selectable>
          {linesOf(facts.value).map(([name, value]) => (
            <div key={name} className={css['fact']}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <p className={css['hint']}>Offline: no account, no telemetry, no updates unless you ask.</p>
    </section>
  )
}
