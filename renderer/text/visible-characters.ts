// Control and bidirectional characters can make a name, a host or a header read as another one (Trojan Source,
// CVE-2021-42574), so they are shown as escapes. Zero-width characters and the byte order mark hide in the same way.
// eslint-disable-next-line no-control-regex -- control characters are what this looks for
const invisible = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

/** One line of foreign text with every character that can't be seen written as `\u{…}`. */
export const visibleText = (text: string): string =>
  text.replace(invisible, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`)
