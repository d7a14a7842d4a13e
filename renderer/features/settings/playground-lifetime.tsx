import { queryKeys } from '../../bridge/query-keys.ts'
import { useAsk } from '../../bridge/use-ask.ts'
import { usePlayground } from '../../bridge/use-playground.ts'
import { DismissibleFailure } from '../../text/dismissible-failure.tsx'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { formatSpan } from '../../text/times.ts'
import { LoadingLines } from '../../ui/loading-lines.tsx'
import { NumberSetting } from './number-setting.tsx'
import css from './settings.module.css'

const fortnightSeconds = 14 * 24 * 60 * 60

/** How long tokens and sign-ins of the embedded authorisation server live: short ones show what happens at their end. */
export function PlaygroundLifetime() {
  const playground = usePlayground()
  const configure = useAsk('playground.configure', [queryKeys.playground])
  return (
    <section className={css['group']} aria-label="Playground">
      <h2 className={css['heading']}>Playground</h2>
      {playground.state === 'loading' && <LoadingLines label="Loading the playground" lines={2} />}
      {playground.state === 'failed' && <FailureNotice failure={playground.failure} on={{ retry: playground.retry }} />}
      {playground.state === 'ready' && (
        <>
          <NumberSetting
            title="Access tokens live"
            hint="10 seconds to an hour, for tokens given from now on. Short lives let you watch refreshes."
            unit="seconds"
            min={10}
            max={3600}
            value={playground.value.accessTokenSeconds}
            onSave={(accessTokenSeconds) => configure.run({ accessTokenSeconds })}
          />
          <NumberSetting
            title="Sign-ins last"
            hint={`20 seconds to 14 days, for sign-ins from now on (now: ${formatSpan(playground.value.signInSeconds * 1000)}). No refresh goes beyond. Short ones let you watch the warning before the end.`}
            unit="seconds"
            min={20}
            max={fortnightSeconds}
            value={playground.value.signInSeconds}
            onSave={(signInSeconds) => configure.run({ signInSeconds })}
          />
        </>
      )}
      {configure.failure !== null && <DismissibleFailure failure={configure.failure} onDismiss={configure.dismiss} />}
    </section>
  )
}
