import { utilityProcess } from 'electron'
import path from 'node:path'
import type { PlaygroundControlParts } from '../playground/playground-control.ts'
import { talkToPlayground } from '../playground/talk-to-playground.ts'

/** Starts the playground in a process of its own, where a crash or a busy moment can't touch the app. */
export const launchPlaygroundProcess =
  (mainFolder: string) =>
  (onFault: (message: string) => void): PlaygroundControlParts['launch'] =>
  (start) => {
    // Its diagnostics are its own; a token of a demo must not end in the terminal of whoever starts the app.
    const child = utilityProcess.fork(path.join(mainFolder, 'playground-process.js'), [], {
      serviceName: 'Claimcheck playground',
      stdio: 'ignore',
    })
    return talkToPlayground(
      {
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process has no origin
        send: (message) => child.postMessage(message),
        onMessage: (listener) => void child.on('message', listener),
        onExit: (listener) => void child.on('exit', listener),
        kill: () => void child.kill(),
      },
      start,
      onFault,
    )
  }
