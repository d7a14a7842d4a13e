import './app/page.css'
import './app/mantine-styles.css'
import './app/tokens.css'
import './app/mantine-tokens.css'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { systemScheme } from './app/themed.tsx'
import { warmUp } from './app/warm-up.ts'
import { createBridgeClient } from './bridge/bridge-client.ts'
import { createQueryClient } from './bridge/query-client.ts'
import { windowBridge } from './bridge/window-bridge.ts'
import { rememberWork } from './features/welcome/remember-work.ts'
import { createWorkbenchStore } from './features/requests/tabs/workbench-store.tsx'

// Before the first paint, so that it has the right colours.
document.documentElement.dataset['mantineColorScheme'] = systemScheme()

const place = document.getElementById('root')
if (place === null) throw new Error('index.html has no #root')

const bridge = rememberWork(createBridgeClient(windowBridge()), window.localStorage)
createRoot(place).render(<App bridge={bridge} queries={createQueryClient()} workbench={createWorkbenchStore()} />)
warmUp().catch((error: unknown) => reportError(error))
