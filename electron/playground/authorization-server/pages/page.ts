import { html, type Markup } from './html.ts'
import { styleElement } from './page-style.ts'

const mark = html`<svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false">
  <rect width="32" height="32" rx="8" class="mark-ground" />
  <path d="M9 16.5l4.6 4.6L23.2 11" class="mark-tick" />
</svg>`

/** The frame of every page: who is asking you this, and that none of it leaves the computer. */
export function page(title: string, content: Markup): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Claimcheck Playground</title>
        ${styleElement}
      </head>
      <body>
        <header>
          ${mark}<span class="brand">Claimcheck <span class="quiet">Playground</span></span>
        </header>
        <main>${content}</main>
        <footer>A practice sign-in on this computer. No password is real, nothing leaves the machine.</footer>
      </body>
    </html>`.markup.trim()
}
