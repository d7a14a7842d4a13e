import { MantineProvider } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import { useSettings } from '../bridge/use-settings.ts'
import { mantineTheme } from './mantine-theme.ts'

const lightQuery = window.matchMedia('(prefers-color-scheme: light)')

function subscribe(listener: () => void): () => void {
  lightQuery.addEventListener('change', listener)
  return () => lightQuery.removeEventListener('change', listener)
}

/** The scheme that the system prefers now; main makes it follow the setting too. */
export const systemScheme = (): 'dark' | 'light' => (lightQuery.matches ? 'light' : 'dark')

/** Mantine without any <style> element of its own: its variables and classes are in our style sheets. */
export function Themed({ children }: { readonly children: React.ReactNode }) {
  const settings = useSettings()
  const system = useSyncExternalStore(subscribe, systemScheme)
  const theme = settings.state === 'ready' ? settings.value.theme : 'system'
  return (
    <MantineProvider
      theme={mantineTheme}
      forceColorScheme={theme === 'system' ? system : theme}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      {children}
    </MantineProvider>
  )
}
