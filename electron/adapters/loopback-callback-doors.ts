import type { IncomingMessage, ServerResponse } from 'node:http'
import { handOverPath, judgeAtDoors, type Expected } from './loopback-callback-judge.ts'
import { callbackPageHeaders, callbackPages, handOverPageHeaders } from './loopback-callback-page.ts'

/** One sign-in that waits at a port. */
export interface Door {
  readonly expected: Expected
  readonly answered: (answer: string) => void
}

function send(response: ServerResponse, headers: Readonly<Record<string, string>>, body: string): void {
  response.writeHead(200, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body)
}

const plainHeaders = { ...callbackPageHeaders, 'content-type': 'text/plain; charset=utf-8' }

export interface DoorsParts {
  /** The last door was answered: nobody is waited for any more. */
  readonly onAllAnswered: () => void
  /** The browser has its page. */
  readonly onPageTaken: () => void
}

/** The sign-ins that wait at one port. Each is answered once, by the call that carries its state, and by no other. */
export function createDoors({ onAllAnswered, onPageTaken }: DoorsParts) {
  const doors = new Set<Door>()

  return {
    add: (door: Door): void => void doors.add(door),
    remove: (door: Door): void => void doors.delete(door),
    isEmpty: (): boolean => doors.size === 0,
    serve(request: IncomingMessage, response: ServerResponse): void {
      response.shouldKeepAlive = false
      const judged = judgeAtDoors(request, [...doors])
      if ('status' in judged) {
        response.writeHead(judged.status, { 'cache-control': 'no-store', 'content-length': '0' }).end()
        return
      }
      const { door, verdict } = judged
      if (verdict.kind === 'asks-for-page') {
        const { host, path } = door.expected
        send(response, handOverPageHeaders(`http://${host}${handOverPath(path)}`), callbackPages.handOver)
        return
      }
      doors.delete(door)
      if (doors.size === 0) {
        onAllAnswered()
        // Given a moment to take the page; whoever else is connected has nothing to wait for.
        response.once('close', onPageTaken)
      }
      const how = verdict.isError ? 'refused' : 'answered'
      if (verdict.isHandedOver) send(response, plainHeaders, how)
      else send(response, callbackPageHeaders, callbackPages[how])
      door.answered(verdict.answer)
    },
  }
}
