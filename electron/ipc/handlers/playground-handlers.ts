import type { PlaygroundControl } from '../../playground/playground-control.ts'
import type { HandlersOf } from '../router.ts'

export interface PlaygroundExamples {
  /** Adds the example profiles that are not there yet; resolves with how many those were. */
  readonly addExamples: () => Promise<number>
}

export const playgroundHandlers = (
  playground: PlaygroundControl,
  { addExamples }: PlaygroundExamples,
): HandlersOf<'playground'> => ({
  'playground.status': () => playground.status(),
  'playground.start': () => playground.start(),
  'playground.stop': () => playground.stop(),
  'playground.configure': (changes) => playground.configure(changes),
  'playground.addExamples': async () => ({ added: await addExamples() }),
})
