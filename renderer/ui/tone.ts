declare module 'react' {
  interface CSSProperties {
    /** The colour that a part's own style sheet works with. */
    '--tone'?: string | undefined
  }
}

/** What a colour says; the meaning is always in words beside it too. */
export type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'accent' | 'off'

const variables = {
  ok: 'var(--ok)',
  warn: 'var(--warn)',
  bad: 'var(--bad)',
  info: 'var(--info)',
  accent: 'var(--accent)',
  off: 'var(--line-strong)',
} as const satisfies Record<Tone, string>

/** The CSS colour of a tone. */
export const toneColour = (tone: Tone): string => variables[tone]
