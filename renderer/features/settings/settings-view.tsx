import { useSettings } from '../../bridge/use-settings.ts'
import { FailureNotice } from '../../text/failure-notice.tsx'
import { LoadingLines } from '../../ui/loading-lines.tsx'
import { About } from './about.tsx'
import { PlaygroundLifetime } from './playground-lifetime.tsx'
import { Preferences } from './preferences.tsx'
import css from './settings.module.css'

/** The person's preferences; each is saved as soon as it is set. */
export function SettingsView() {
  const settings = useSettings()
  return (
    <section className={css['page']} aria-label="Settings">
      <div className={css['column']}>
        <h1 className={css['title']}>Settings</h1>
        {settings.state === 'loading' && <LoadingLines label="Loading settings" lines={8} />}
        {settings.state === 'failed' && <FailureNotice failure={settings.failure} on={{ retry: settings.retry }} />}
        {settings.state === 'ready' && <Preferences settings={settings.value} />}
        <PlaygroundLifetime />
        <About />
      </div>
    </section>
  )
}
