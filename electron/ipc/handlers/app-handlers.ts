import type { AppFacts } from '../../contract/app.ts'
import type { HandlersOf } from '../router.ts'

interface AppParts {
  readonly facts: AppFacts
  readonly openLink: (url: string) => Promise<void>
}

export const appHandlers = ({ facts, openLink }: AppParts): HandlersOf<'app'> => ({
  'app.facts': () => facts,
  'app.openLink': async ({ url }) => {
    await openLink(url)
    return {}
  },
})
