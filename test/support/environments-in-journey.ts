import type { Journey } from './compose-for-journey.ts'

/** Chooses an environment as the window does, and waits until it was told to look again. */
export async function chooseEnvironment(claimcheck: Journey, values: Readonly<Record<string, string>>): Promise<void> {
  const { environment } = await claimcheck.ask('environment.read', {})
  const kept = environment.variables.filter(({ name }) => values[name] === undefined)
  const told = new Promise<void>((resolve) => void claimcheck.bridge.on('profiles.changed', () => resolve()))
  const own = Object.entries(values).map(([name, value]) => ({ name, value, enabled: true }))
  await claimcheck.ask('environment.save', { name: environment.name, variables: [...kept, ...own] })
  await told
}
