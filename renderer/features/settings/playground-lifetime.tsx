import { queryKeys } from '../../bridge/query-keys.ts'
import { useAsk } from '../../bridge/use-ask.ts'
import { usePlayground } from '../../bridge/use-playground.ts'
import { DismissibleFailure } from '../../text/dismissible-failure.tsx'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { LoadingLines } from '../../ui/loading-lines.tsx'
import { NumberSetting } from './number-setting.tsx'
import css from './settings.module.css'

/** How long the tokens of the embedded authorisation server live: short ones show refreshes at work. */
export function PlaygroundLifetime() {
  const playground = usePlayground()
  const configure = useAsk('playground.configure', [queryKeys.playground])
  return (
    <section className={css['group']} aria-label="Playground">
      <h2 className={css['heading']}>Playground</h2>
      {playground.state === 'loading' && <LoadingLines label="Loading the playground" lines={2} />}
      {playground.state === 'failed' && <FailureNotice failure={playground.failure} on={{ retry: playground.retry }} />}
      {playground.state === 'ready' && (
        <NumberSetting
          title="Access tokens live"
          hint="10 seconds to an hour, for tokens given from now on. Short lives let you watch refreshes."
          unit="seconds"
          min={10}
          max={3600}
          value={playground.value.accessTokenSeconds}
          onSave={(accessTokenSeconds) => configure.run({ accessTokenSeconds })}
        />
      )}
      {configure.failure !== null && <DismissibleFailure failure={configure.failure} onDismiss={configure.dismiss} />}
    </section>
  )
}
