import { KeyHint } from '../../ui/key-hint.tsx'
import css from './welcome.module.css'

const shortcuts: readonly (readonly [keys: string, deed: string])[] = [
  ['Mod+K', 'Search or run a command'],
  ['Mod+P', 'Open a request'],
  ['Mod+T', 'New tab'],
  ['Mod+N', 'New request in the workspace'],
  ['Mod+Enter', 'Send'],
  ['Mod+S', 'Save the request'],
  ['Mod+J', 'Inspect any token'],
  ['Mod+I', 'Show or hide the inspector'],
  ['Mod+Shift+L', 'Lock the vault'],
]

/** The keys that are worth to know first. */
export function Shortcuts() {
  return (
    <section aria-label="Shortcuts" className={css['shortcuts']}>
      <h2 className={css['heading']}>Keys</h2>
      <dl className={css['keys']}>
        {shortcuts.map(([keys, deed]) => (
          <div key={keys} className={css['key']}>
            <dt>
              <KeyHint keys={keys} />
            </dt>
            <dd>{deed}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
