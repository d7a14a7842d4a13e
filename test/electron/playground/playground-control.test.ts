import { describe, expect, test } from 'vitest'
import { ClaimcheckError } from '../../../electron/domain/failures/claimcheck-error.ts'
import {
  createPlaygroundControl,
  type PlaygroundProcess,
  type ReadyPlayground,
  type RememberedPlayground,
} from '../../../electron/playground/playground-control.ts'

/** A process whose life the test decides. */
function aProcess() {
  let becomeReady: (at: ReadyPlayground) => void = () => undefined
  let fail: (why: Error) => void = () => undefined
  let end: () => void = () => undefined
  const told: string[] = []
  const process: PlaygroundProcess = {
    ready: new Promise((resolve, reject) => {
      becomeReady = resolve
      fail = reject
    }),
    ended: new Promise((resolve) => (end = resolve)),
    configure: (lives) => void told.push(`configure ${lives.accessTokenSeconds} ${lives.signInSeconds}`),
    stop: async () => {
      told.push('stop')
      end()
    },
  }
  return {
    process,
    told,
    fail: (why: Error) => fail(why),
    end: () => end(),
    becomeReady: () =>
      becomeReady({
        issuer: 'http://127.0.0.1:1',
        apiUrl: 'http://127.0.0.1:2',
        secureApiUrl: 'https://127.0.0.1:3',
        certificateAuthority: 'PEM of this start',
      }),
  }
}

function aControl(processes: ReturnType<typeof aProcess>[], onStartedAnew = async () => 0) {
  let remembered: RememberedPlayground = {
    ...{ issuer: null, apiUrl: null, secureApiUrl: null },
    ...{ accessTokenSeconds: 300, signInSeconds: 3600 },
  }
  const states: string[] = []
  const launches: RememberedPlayground[] = []
  let startedAnew = 0
  const control = createPlaygroundControl({
    launch: (start) => {
      launches.push(start)
      const next = processes.shift()
      if (next === undefined) throw new Error('nobody expected another process')
      return next.process
    },
    memory: { get: () => remembered, change: async (part) => void (remembered = { ...remembered, ...part }) },
    onChanged: (status) => void states.push(status.state),
    async onStartedAnew() {
      startedAnew++
      return onStartedAnew()
    },
  })
  return { control, states, launches, anew: () => startedAnew }
}

const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('the playground', () => {
  test('is started once for all who ask, and its addresses are known then', async () => {
    const one = aProcess()
    const { control, states, launches, anew } = aControl([one])
    const both = Promise.all([control.start(), control.start()])
    one.becomeReady()
    expect((await both)[1]).toMatchObject({ state: 'running', apiUrl: 'http://127.0.0.1:2' })
    expect([launches.length, anew()]).toEqual([1, 1])
    expect(states).toEqual(['starting', 'running'])
  })

  test('is asked for the addresses it had before', async () => {
    const [one, two] = [aProcess(), aProcess()]
    const { control, launches } = aControl([one, two])
    one.becomeReady()
    await control.start()
    await control.stop()
    two.becomeReady()
    await control.start()
    expect(launches[1]).toMatchObject({
      issuer: 'http://127.0.0.1:1',
      apiUrl: 'http://127.0.0.1:2',
      secureApiUrl: 'https://127.0.0.1:3',
    })
  })

  test('that dies is said to have died, and starts again when it is needed', async () => {
    const [one, two] = [aProcess(), aProcess()]
    const { control } = aControl([one, two])
    one.becomeReady()
    await control.start()
    one.end()
    await settle()
    expect(control.status()).toMatchObject({ state: 'failed', problem: 'The playground ended by itself.' })
    two.becomeReady()
    expect(await control.start()).toMatchObject({ state: 'running', problem: null })
  })

  test('that does not start says why, and can be tried again', async () => {
    const [one, two] = [aProcess(), aProcess()]
    const { control } = aControl([one, two])
    one.fail(new Error('no port'))
    await expect(control.start()).rejects.toMatchObject({ code: 'playground.failed', details: { reason: 'no port' } })
    two.becomeReady()
    expect(await control.start()).toMatchObject({ state: 'running' })
  })

  test('does not go on alone when what it needs could not be kept, and the reason stays what it was', async () => {
    const one = aProcess()
    const reason = new ClaimcheckError('storage.write_failed', { file: 'session.json', reason: 'disk-full' })
    const { control } = aControl([one], () => Promise.reject(reason))
    one.becomeReady()
    await expect(control.start()).rejects.toBe(reason)
    expect(one.told).toEqual(['stop'])
    expect(control.status()).toMatchObject({ state: 'failed', problem: 'Where it listens could not be kept.' })
  })

  test('that a person stopped is stopped, not dead', async () => {
    const one = aProcess()
    const { control } = aControl([one])
    one.becomeReady()
    await control.start()
    await control.stop()
    await settle()
    expect(control.status()).toMatchObject({ state: 'stopped', problem: null })
    expect(one.told).toEqual(['stop'])
  })

  test('takes other lifetimes while it runs, and remembers them', async () => {
    const one = aProcess()
    const { control, launches } = aControl([one])
    const before = await control.configure({ accessTokenSeconds: 60 })
    expect(before).toMatchObject({ state: 'stopped', accessTokenSeconds: 60 })
    one.becomeReady()
    await control.start()
    expect(launches[0]).toMatchObject({ accessTokenSeconds: 60, signInSeconds: 3600 })
    await control.configure({ accessTokenSeconds: 20 })
    await control.configure({ signInSeconds: 120 })
    expect(one.told).toEqual(['configure 20 3600', 'configure 20 120'])
    expect(control.status()).toMatchObject({ accessTokenSeconds: 20, signInSeconds: 120 })
  })

  test('is trusted over TLS at its own address only, and only while it runs', async () => {
    const one = aProcess()
    const { control } = aControl([one])
    expect(control.certificateAuthorityFor('https://127.0.0.1:3')).toBeNull()
    one.becomeReady()
    await control.start()
    const origins = ['https://127.0.0.1:3', 'https://127.0.0.1:4', 'http://127.0.0.1:3', 'https://localhost:3', 'null']
    expect(origins.map((origin) => control.certificateAuthorityFor(origin))).toEqual([
      'PEM of this start',
      ...[null, null, null, null],
    ])
    one.end()
    await settle()
    expect(control.certificateAuthorityFor('https://127.0.0.1:3')).toBeNull()
  })
})
