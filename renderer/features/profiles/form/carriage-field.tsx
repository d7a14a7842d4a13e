import { SegmentedControl, TextInput } from '@mantine/core'
import { visibleText } from '../../../text/visible-characters.ts'
import { carriagePreview, type CarriageEdit } from '../edit/carriage-edit.ts'
import type { FormProps } from './form-props.ts'
import css from './profile-form.module.css'
import { TextField } from './text-field.tsx'

interface CarriageFieldProps {
  readonly form: FormProps
  readonly part: 'keyCarriage' | 'loginCarriage' | 'jwtCarriage'
}

const places: { value: CarriageEdit['as']; label: string }[] = [
  { value: 'bearer', label: 'Bearer token' },
  { value: 'header', label: 'Header' },
  { value: 'query', label: 'Query' },
  { value: 'cookie', label: 'Cookie' },
]
const path = 'way.carriage'

/** Where the token stands in a request, with how that will look. */
export function CarriageField({ form, part }: CarriageFieldProps) {
  const carriage = form.edit[part]
  const set = (change: Partial<CarriageEdit>) => form.dispatch({ type: 'part-changed', part, change })
  return (
    <>
      <div className={css['wide']}>
        <p className={css['label']}>How it is sent</p>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label="How it is sent"
          data={places}
          value={carriage.as}
          onChange={(as) => set({ as })}
        />
      </div>
      {carriage.as === 'header' && (
        <>
          <TextField
            form={form}
            path={path}
            label="Header"
            value={carriage.header}
            maxLength={200}
            onTyped={(header) => set({ header })}
          />
          <TextInput
            label="Before the token"
            description="With its space, as in “Token ”."
            placeholder="Nothing"
            value={carriage.prefix}
            maxLength={100}
            spellCheck={false}
            onChange={(event) => set({ prefix: event.currentTarget.value })}
          />
        </>
      )}
      {carriage.as === 'query' && (
        <TextField
          form={form}
          path={path}
          label="Query parameter"
          description="Addresses end up in logs: prefer a header where the API takes one."
          value={carriage.query}
          maxLength={200}
          isWide
          onTyped={(query) => set({ query })}
        />
      )}
      {carriage.as === 'cookie' && (
        <TextField
          form={form}
          path={path}
          label="Cookie"
          value={carriage.cookie}
          maxLength={200}
          isWide
          onTyped={(cookie) => set({ cookie })}
        />
      )}
      <p className={`${css['hint']} ${css['wide']}`}>
        Sent as <code>{visibleText(carriagePreview(carriage))}</code>
      </p>
    </>
  )
}
