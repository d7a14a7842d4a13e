import { Combobox, InputBase, useCombobox } from '@mantine/core'
import { useState } from 'react'
import type { methods as contractMethods } from '@contract/requests'
import { MethodLabel } from '../../../ui/method-label.tsx'
import css from './request-line.module.css'

const methods: typeof contractMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']
/** A token of RFC 9110 §5.6.2. */
const methodPattern = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,40}$/

interface MethodSelectProps {
  readonly method: string
  readonly onChosen: (method: string) => void
}

/** The common methods, or any other one typed. */
export function MethodSelect({ method, onChosen }: MethodSelectProps) {
  const [typed, setTyped] = useState('')
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption()
      combobox.focusTarget()
      setTyped('')
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  })
  const wanted = typed.trim()
  const shown = methods.filter((each) => each.startsWith(wanted.toUpperCase()))
  const isOwn = methodPattern.test(wanted) && !methods.some((each) => each === wanted)
  return (
    <Combobox
      store={combobox}
      keepMounted={false}
      width={190}
      position="bottom-start"
      onOptionSubmit={(chosen) => {
        onChosen(chosen)
        combobox.closeDropdown()
      }}
    >
      <Combobox.Target targetType="button">
        <InputBase
          component="button"
          type="button"
          pointer
          aria-label={`Method ${method}`}
          classNames={{ input: css['method'] ?? '' }}
          rightSection={<Combobox.Chevron size="xs" />}
          rightSectionPointerEvents="none"
          onClick={() => combobox.toggleDropdown()}
        >
          <MethodLabel method={method} full />
        </InputBase>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          placeholder="Or type a method"
          aria-label="Method"
        />
        <Combobox.Options aria-label="Methods">
          {shown.map((each) => (
            <Combobox.Option value={each} key={each} active={each === method}>
              <MethodLabel method={each} full />
            </Combobox.Option>
          ))}
          {isOwn && (
            <Combobox.Option value={wanted}>
              Use <MethodLabel method={wanted} full />
            </Combobox.Option>
          )}
          {shown.length === 0 && !isOwn && (
            <Combobox.Empty>A method holds letters, digits and a few marks</Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
