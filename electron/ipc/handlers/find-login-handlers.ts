import type { FindLogin } from '../../domain/find-login/find-login.ts'
import type { HandlersOf } from '../router.ts'

interface FindLoginParts {
  readonly findLogin: FindLogin
  /** The address with its variables filled in; starts the playground first where it leads there. */
  readonly resolveUrl: (url: string) => Promise<string>
}

export const findLoginHandlers = ({ findLogin, resolveUrl }: FindLoginParts): HandlersOf<'findLogin'> => ({
  'findLogin.start': async ({ url }) => findLogin.start(await resolveUrl(url)),
  'findLogin.adopt': async (request) => findLogin.adopt({ ...request, url: await resolveUrl(request.url) }),
})
