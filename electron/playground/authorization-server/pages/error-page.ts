import type { Configuration } from 'oidc-provider'
import { html } from './html.ts'
import { page } from './page.ts'

export interface ErrorPageParts {
  readonly title: string
  readonly advice: string
  readonly code: string
  readonly detail: string | null
}

export const errorPage = ({ title, advice, code, detail }: ErrorPageParts): string =>
  page(
    title,
    html`<h1>${title}</h1>
      <p>${advice}</p>
      <dl class="facts">
        <dt>Error</dt>
        <dd><code>${code}</code></dd>
        ${
          detail === null
            ? null
            : html`<dt>Detail</dt>
                <dd>${detail}</dd>`
        }
      </dl>`,
  )

const words: Readonly<Record<string, Pick<ErrorPageParts, 'title' | 'advice'>>> = {
  invalid_client: {
    title: 'This app is not known here',
    advice: 'The client id is not one that the playground knows. Check it in the profile.',
  },
  invalid_redirect_uri: {
    title: 'The way back is not allowed',
    advice: 'The redirect address is not registered for this app, so nothing was sent to it.',
  },
  server_error: {
    title: 'The playground stumbled',
    advice: 'That is a fault of the playground, not of your request. Start the sign-in again.',
  },
}
const otherwise = {
  title: 'This sign-in can’t go on',
  advice: 'The request was refused. Start the sign-in again from Claimcheck.',
}

/** oidc-provider's errors that can't be sent back to the app (RFC 6749 §4.1.2.1) are shown to the person instead. */
export const renderErrorPage: NonNullable<Configuration['renderError']> = (ctx, out) => {
  ctx.type = 'html'
  ctx.body = errorPage({ ...(words[out.error] ?? otherwise), code: out.error, detail: out.error_description ?? null })
}
