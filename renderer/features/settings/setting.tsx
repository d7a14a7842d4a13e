import css from './settings.module.css'

interface SettingProps {
  readonly title: string
  readonly hint?: React.ReactNode
  /** The id of the field that the title belongs to; without one the field names itself. */
  readonly fieldId?: string
  readonly children: React.ReactNode
}

/** One line of the settings: what it is at the left, its field at the right. */
export function Setting({ title, hint, fieldId, children }: SettingProps) {
  return (
    <div className={css['setting']}>
      <div className={css['words']}>
        {fieldId === undefined ? <p>{title}</p> : <label htmlFor={fieldId}>{title}</label>}
        {hint !== undefined && <p className={css['hint']}>{hint}</p>}
      </div>
      <div className={css['field']}>{children}</div>
    </div>
  )
}
