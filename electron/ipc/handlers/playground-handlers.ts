import type { PlaygroundControl } from '../../playground/playground-control.ts'
import type { HandlersOf } from '../router.ts'

export const playgroundHandlers = (playground: PlaygroundControl): HandlersOf<'playground'> => ({
  'playground.status': () => playground.status(),
  'playground.start': () => playground.start(),
  'playground.stop': () => playground.stop(),
  'playground.configure': ({ accessTokenSeconds }) => playground.configure(accessTokenSeconds),
})
