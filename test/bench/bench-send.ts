import { startJsonServer } from './json-server.ts'
import { sendInMain } from './send-in-main.ts'
import { sendInWindow } from './send-in-window.ts'
import { rounded } from './statistics.ts'

/** Small JSON on loopback. Budgets: click to shown 60 ms; main's own part 3 ms over plain axios. */
export async function benchSend() {
  const server = await startJsonServer()
  try {
    const { mainMs, axiosMs } = await sendInMain(server)
    console.log(`main ${rounded(mainMs)} ms, plain axios ${rounded(axiosMs)} ms`)
    const { clickToShownMs, n } = await sendInWindow(server)
    return {
      bench: 'send',
      ratio: rounded(mainMs / axiosMs),
      medianMs: rounded(clickToShownMs),
      mainMs: rounded(mainMs),
      baselineMs: rounded(axiosMs),
      mainOverBaselineMs: rounded(mainMs - axiosMs),
      n,
    }
  } finally {
    await server.close()
  }
}
