import css from './environment-dialog.module.css'
import type { EnvironmentReply } from './use-environment.ts'

interface BuiltInVariablesProps {
  readonly variables: EnvironmentReply['builtIn']
  readonly overridden: readonly { readonly name: string; readonly enabled: boolean }[]
}

/** What Claimcheck fills in by itself, with the values of this moment. */
export function BuiltInVariables({ variables, overridden }: BuiltInVariablesProps) {
  if (variables.length === 0) return null
  const isOverridden = (name: string) => overridden.some((each) => each.enabled && each.name === name)
  return (
    <>
      <h3 className={css['heading']}>Built in</h3>
      <dl className={css['builtIns']}>
        {variables.map(({ name, value, meaning }) => (
          <div key={name} className={css['builtIn']}>
            <dt className={css['mono']}>{`{{${name}}}`}</dt>
            <dd data-selectable>
              <span className={value === null ? css['noValue'] : css['mono']}>{value ?? 'no value now'}</span>
              <small>
                {meaning}
                {isOverridden(name) && ' · your variable of this name comes first'}
              </small>
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}
