import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { create } from 'axios'
import { emptyDraft } from '@contract/requests.ts'
import { composedClaimcheck } from './composed-claimcheck.ts'
import type { JsonServer } from './json-server.ts'
import { median } from './statistics.ts'

const warmUps = 30
const n = 300

/** Milliseconds of a Send from the message of the window to the reply, and of plain axios for the same answer, in turn. */
export async function sendInMain({ url }: JsonServer) {
  const folder = await mkdtemp(path.join(tmpdir(), 'claimcheck-bench-send-'))
  const { ask, end } = composedClaimcheck(folder)
  const plain = create({ httpAgent: new Agent({ keepAlive: true }), proxy: false })

  const send = async () => {
    const request = {
      exchangeId: randomUUID(),
      draft: { ...emptyDraft, url },
      profileId: null,
      looseToken: null,
      path: null,
    }
    const reply = await ask('requests.send', request)
    if (!reply.ok) throw new Error(`Send failed: ${reply.failure.code}`)
  }
  const measured = { claimcheck: [] as number[], axios: [] as number[] }
  try {
    for (let round = 0; round < warmUps + n; round += 1) {
      const withAxios = await timed(() => plain.get(url))
      const withClaimcheck = await timed(send)
      if (round < warmUps) continue
      measured.axios.push(withAxios)
      measured.claimcheck.push(withClaimcheck)
    }
  } finally {
    await end()
    await rm(folder, { recursive: true, force: true })
  }
  return { mainMs: median(measured.claimcheck), axiosMs: median(measured.axios) }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now()
  await work()
  return performance.now() - startedMs
}
