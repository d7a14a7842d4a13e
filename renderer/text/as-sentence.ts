/** With a full stop where it has no end of its own: what others said stands between sentences of ours. */
export const asSentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`)
