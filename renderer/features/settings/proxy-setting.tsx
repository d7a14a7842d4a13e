import { SegmentedControl, TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import type { Settings } from '@contract/settings'
import { Setting } from './setting.tsx'
import css from './settings.module.css'

type Proxy = Settings['proxy']

interface ProxySettingProps {
  readonly proxy: Proxy
  readonly problem: string | undefined
  readonly onSave: (proxy: Proxy) => void
}

const modes: { value: Proxy['mode']; label: string }[] = [
  { value: 'none', label: 'None' },
  { value: 'system', label: 'As the system' },
  { value: 'manual', label: 'By hand' },
]
const hints: Readonly<Record<Proxy['mode'], string>> = {
  none: 'Requests and sign-ins go straight to their servers.',
  system: 'Requests and sign-ins use the proxy settings of your system, with its exceptions.',
  manual: 'Requests and sign-ins go through this proxy, except to this machine itself.',
}

function addressProblem(text: string): string | null {
  const isAddress = URL.canParse(text) && /^https?:\/\/[^/]/i.test(text)
  if (!isAddress) return 'Enter http://host:port'
  const { username, password } = new URL(text)
  return username === '' && password === '' ? null : 'Leave user name and password out: settings are plain text'
}

/** How requests, and what a sign-in asks a server for, leave the machine. "By hand" is in force once it has an address. */
export function ProxySetting({ proxy, problem, onSave }: ProxySettingProps) {
  const id = useId()
  const [mode, setMode] = useState(proxy.mode)
  const [address, setAddress] = useState(proxy.mode === 'manual' ? proxy.url : '')
  const wrong = addressProblem(address.trim())
  const settle = () => {
    const url = address.trim()
    if (wrong === null && !(proxy.mode === 'manual' && proxy.url === url)) onSave({ mode: 'manual', url })
  }
  const choose = (chosen: Proxy['mode']) => {
    setMode(chosen)
    if (chosen !== 'manual') onSave({ mode: chosen })
    else if (wrong === null) settle()
  }
  const said = problem ?? (address.trim() === '' ? 'Not in force until it has an address' : (wrong ?? ''))
  return (
    <>
      <Setting title="Proxy" hint={hints[mode]}>
        <SegmentedControl
          size="xs"
          withItemsBorders={false}
          aria-label="Proxy"
          data={modes}
          value={mode}
          onChange={choose}
        />
      </Setting>
      {mode === 'manual' && (
        <Setting title="Address of the proxy" fieldId={id}>
          <TextInput
            id={id}
            w={240}
            placeholder="http://proxy.example.com:3128"
            spellCheck={false}
            value={address}
            error={said !== '' && address.trim() !== ''}
            // The library ties a field to its own description only, and takes any other aria-describedby away.
            inputWrapperOrder={['input', 'description']}
            description={<>{said}</>}
            descriptionProps={{
              role: 'status',
              className: css['problem'] ?? '',
              mod: { quiet: address.trim() === '' },
            }}
            onChange={(event) => setAddress(event.currentTarget.value)}
            onBlur={settle}
            onKeyDown={(event) => event.key === 'Enter' && settle()}
          />
        </Setting>
      )}
    </>
  )
}
