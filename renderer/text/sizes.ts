const units = ['kB', 'MB', 'GB', 'TB'] as const

/** Bytes for people, in powers of ten: `412 B`, `1.2 kB`, `34 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  let value = bytes
  let unit: string = units[0]
  for (const next of units) {
    unit = next
    value /= 1000
    // 999.95 kB would round to "1000 kB".
    if (value < 999.5) break
  }
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${unit}`
}

/** `1 header`, `3 headers`. */
export const countOf = (count: number, noun: string, plural = `${noun}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? noun : plural}`
