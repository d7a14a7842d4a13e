export interface UrlPart {
  readonly text: string
  readonly kind: 'text' | 'variable' | 'unknown-variable'
}

/** Typed text cut at its {{variables}}, for the colours behind the field. */
export function urlParts(url: string, unknownVariables: readonly string[]): UrlPart[] {
  return url
    .split(/(\{\{[^{}]*\}\})/)
    .filter((text) => text !== '')
    .map((text) => {
      if (!text.startsWith('{{') || !text.endsWith('}}')) return { text, kind: 'text' }
      return { text, kind: unknownVariables.includes(text.slice(2, -2).trim()) ? 'unknown-variable' : 'variable' }
    })
}
